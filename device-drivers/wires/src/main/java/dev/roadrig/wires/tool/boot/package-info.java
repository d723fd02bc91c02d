/** What boot loaders and kernels say on a console. */
@NullMarked
package dev.roadrig.wires.tool.boot;

import org.jspecify.annotations.NullMarked;
