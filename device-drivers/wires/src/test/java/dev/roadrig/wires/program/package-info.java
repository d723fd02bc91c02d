/** Tests of programs of this host. */
@NullMarked
package dev.roadrig.wires.program;

import org.jspecify.annotations.NullMarked;
