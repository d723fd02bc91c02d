/** Text of bus and position logs, told by kind and count. */
@NullMarked
package dev.roadrig.wires.tool.bus;

import org.jspecify.annotations.NullMarked;
