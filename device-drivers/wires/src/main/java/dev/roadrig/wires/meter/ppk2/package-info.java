/** Nordic's Power Profiler Kit 2. */
@NullMarked
package dev.roadrig.wires.meter.ppk2;

import org.jspecify.annotations.NullMarked;
