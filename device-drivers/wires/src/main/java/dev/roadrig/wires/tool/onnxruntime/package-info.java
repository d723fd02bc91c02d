/** ONNX Runtime's tools and its log. */
@NullMarked
package dev.roadrig.wires.tool.onnxruntime;

import org.jspecify.annotations.NullMarked;
