/** Emulated boards: processes of their own that are reached only through the wires of a real board. */
@NullMarked
package dev.roadrig.boards.board;

import org.jspecify.annotations.NullMarked;
