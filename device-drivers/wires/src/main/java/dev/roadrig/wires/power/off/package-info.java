/** Whether a board that was switched off is off: by its silence and by the current, never by the switch's word. */
@NullMarked
package dev.roadrig.wires.power.off;

import org.jspecify.annotations.NullMarked;
