/** TensorFlow Lite's tools. */
@NullMarked
package dev.roadrig.wires.tool.tflite;

import org.jspecify.annotations.NullMarked;
