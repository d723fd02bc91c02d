/** Firmware of our own boards, emulated and under QEMU: a small image on a card that the board boots from. */
@NullMarked
package dev.roadrig.boards.firmware;

import org.jspecify.annotations.NullMarked;
