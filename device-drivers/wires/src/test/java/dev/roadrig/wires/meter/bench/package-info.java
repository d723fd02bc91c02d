@NullMarked
package dev.roadrig.wires.meter.bench;

import org.jspecify.annotations.NullMarked;
