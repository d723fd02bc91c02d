/** Emulated power meters: the far side of their wires, with the faults of real ones. */
@NullMarked
package dev.roadrig.boards.meter;

import org.jspecify.annotations.NullMarked;
