/** Programs of this host that are run to their end. */
@NullMarked
package dev.roadrig.wires.program;

import org.jspecify.annotations.NullMarked;
