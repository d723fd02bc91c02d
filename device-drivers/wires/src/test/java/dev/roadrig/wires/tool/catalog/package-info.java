/** Tests of what tools print: real outputs, traps, and texts that are damaged. */
@NullMarked
package dev.roadrig.wires.tool.catalog;

import org.jspecify.annotations.NullMarked;
