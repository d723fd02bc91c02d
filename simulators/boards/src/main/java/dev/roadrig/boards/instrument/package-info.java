/** Emulated instruments: the far side of the wires to a bench supply. */
@NullMarked
package dev.roadrig.boards.instrument;

import org.jspecify.annotations.NullMarked;
