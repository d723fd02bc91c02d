/** SSH to a board: shell, files, forwards and long-running commands; the only place that sees jsch. */
@NullMarked
package dev.roadrig.wires.ssh;

import org.jspecify.annotations.NullMarked;
