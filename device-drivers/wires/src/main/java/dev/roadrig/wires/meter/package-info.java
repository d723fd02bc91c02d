/** Power meters: what all of them do alike. */
@NullMarked
package dev.roadrig.wires.meter;

import org.jspecify.annotations.NullMarked;
