/** QEMU's own control connection, QMP: a board's power, its network cable and snapshots of it. */
@NullMarked
package dev.roadrig.wires.qemu;

import org.jspecify.annotations.NullMarked;
