/** What a benchmark tool, a compiler or a board's own tool printed, as figures that say what they mean. */
@NullMarked
package dev.roadrig.wires.tool;

import org.jspecify.annotations.NullMarked;
