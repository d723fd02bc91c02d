@NullMarked
package dev.roadrig.wires.power.off;

import org.jspecify.annotations.NullMarked;
