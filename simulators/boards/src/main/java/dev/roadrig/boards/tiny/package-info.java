/** An emulated microcontroller board that speaks MLPerf Tiny's serial protocol on a pseudo terminal, and misbehaves as real ones. */
@NullMarked
package dev.roadrig.boards.tiny;

import org.jspecify.annotations.NullMarked;
