/** Serial ports as consoles: the only place that sees jssc. */
@NullMarked
package dev.roadrig.wires.serial;

import org.jspecify.annotations.NullMarked;
