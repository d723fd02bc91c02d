/** One half of a cycle. */
@NullMarked
package dev.roadrig.planted.b;

import org.jspecify.annotations.NullMarked;
