/** Meters on a board, read over SSH: hwmon, iio, tegrastats. */
@NullMarked
package dev.roadrig.wires.meter.board;

import org.jspecify.annotations.NullMarked;
