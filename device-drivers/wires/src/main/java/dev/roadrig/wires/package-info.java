/** The near side of each wire. */
@NullMarked
package dev.roadrig.wires;

import org.jspecify.annotations.NullMarked;
