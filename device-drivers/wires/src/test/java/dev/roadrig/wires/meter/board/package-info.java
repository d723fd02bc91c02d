@NullMarked
package dev.roadrig.wires.meter.board;

import org.jspecify.annotations.NullMarked;
