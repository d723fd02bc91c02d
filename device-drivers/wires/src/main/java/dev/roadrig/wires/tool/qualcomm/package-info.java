/** SNPE's and QNN's tools. */
@NullMarked
package dev.roadrig.wires.tool.qualcomm;

import org.jspecify.annotations.NullMarked;
