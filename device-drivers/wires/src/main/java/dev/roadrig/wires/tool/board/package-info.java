/** What a board's own tools say of power, heat and clocks. */
@NullMarked
package dev.roadrig.wires.tool.board;

import org.jspecify.annotations.NullMarked;
