@NullMarked
package dev.roadrig.wires.power.relay;

import org.jspecify.annotations.NullMarked;
