/** A break of a module wall. */
@NullMarked
package dev.roadrig.scenarios.planted;

import org.jspecify.annotations.NullMarked;
