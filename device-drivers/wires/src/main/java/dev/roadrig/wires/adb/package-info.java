/** The near side of an Android board: adb over TCP, straight to the board, past every adb server of this host. */
@NullMarked
package dev.roadrig.wires.adb;

import org.jspecify.annotations.NullMarked;
