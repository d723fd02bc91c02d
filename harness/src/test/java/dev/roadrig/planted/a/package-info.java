/** One half of a cycle. */
@NullMarked
package dev.roadrig.planted.a;

import org.jspecify.annotations.NullMarked;
