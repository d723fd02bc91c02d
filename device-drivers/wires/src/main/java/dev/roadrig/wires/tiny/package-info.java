/** Boards that speak MLPerf Tiny's serial protocol. */
@NullMarked
package dev.roadrig.wires.tiny;

import org.jspecify.annotations.NullMarked;
