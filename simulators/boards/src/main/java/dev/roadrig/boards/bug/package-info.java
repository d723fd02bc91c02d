/** Bugs that are planted in simulated boards, for a search for bugs to be tried on. */
@NullMarked
package dev.roadrig.boards.bug;

import org.jspecify.annotations.NullMarked;
