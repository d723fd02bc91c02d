/** Emulated boards, the far side of each wire. */
@NullMarked
package dev.roadrig.boards;

import org.jspecify.annotations.NullMarked;
