/** Files over any shell, a console's above all: in chunks that are verified on both ends. */
@NullMarked
package dev.roadrig.wires.files;

import org.jspecify.annotations.NullMarked;
