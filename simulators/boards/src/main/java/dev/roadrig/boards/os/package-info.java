/** An emulated board's operating system: files, processes, a kernel log, a clock and a shell; nothing of it reaches the host. */
@NullMarked
package dev.roadrig.boards.os;

import org.jspecify.annotations.NullMarked;
