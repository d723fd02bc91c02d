/** Bench supplies that switch a board. */
@NullMarked
package dev.roadrig.wires.power;

import org.jspecify.annotations.NullMarked;
