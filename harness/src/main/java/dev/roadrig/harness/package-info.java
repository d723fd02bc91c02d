/** Plays a scenario on a board and writes down what was seen. */
@NullMarked
package dev.roadrig.harness;

import org.jspecify.annotations.NullMarked;
