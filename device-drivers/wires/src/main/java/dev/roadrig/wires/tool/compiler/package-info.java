/** Compilers and analysers for small accelerators: figures of theirs are estimates, and nothing was run. */
@NullMarked
package dev.roadrig.wires.tool.compiler;

import org.jspecify.annotations.NullMarked;
