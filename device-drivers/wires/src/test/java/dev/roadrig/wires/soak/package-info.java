/** Many commands on one board: nothing is lost, nothing is left, nothing grows. */
@NullMarked
package dev.roadrig.wires.soak;

import org.jspecify.annotations.NullMarked;
