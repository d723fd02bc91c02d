/** Meters on a bench: a power shield, an Otii, a supply, and whatever a program prints lines of. */
@NullMarked
package dev.roadrig.wires.meter.bench;

import org.jspecify.annotations.NullMarked;
