/** A link made by {@code tc} on a board's own interface: the last choice, for boards that nothing else can stand before. */
@NullMarked
package dev.roadrig.wires.tc;

import org.jspecify.annotations.NullMarked;
