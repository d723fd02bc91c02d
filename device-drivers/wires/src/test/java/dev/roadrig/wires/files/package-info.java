/** Tests of files over a shell's line. */
@NullMarked
package dev.roadrig.wires.files;

import org.jspecify.annotations.NullMarked;
