@NullMarked
package dev.roadrig.wires.meter;

import org.jspecify.annotations.NullMarked;
