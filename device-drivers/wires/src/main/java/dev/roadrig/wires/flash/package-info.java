/** Firmware onto boards: by a tool of this host, an updater on the board, fastboot, or a card that is switched over. */
@NullMarked
package dev.roadrig.wires.flash;

import org.jspecify.annotations.NullMarked;
