/** Tests of what flashes boards. */
@NullMarked
package dev.roadrig.wires.flash;

import org.jspecify.annotations.NullMarked;
