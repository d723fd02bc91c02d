/** TensorRT's trtexec. */
@NullMarked
package dev.roadrig.wires.tool.tensorrt;

import org.jspecify.annotations.NullMarked;
