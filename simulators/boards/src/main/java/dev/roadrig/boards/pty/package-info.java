/** Pseudo terminals as serial ports, paced as a UART would be. */
@NullMarked
package dev.roadrig.boards.pty;

import org.jspecify.annotations.NullMarked;
