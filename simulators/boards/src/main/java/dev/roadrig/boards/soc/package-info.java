/** What a board's chip is like: stage times, power and heat over what it does, and its crystal. */
@NullMarked
package dev.roadrig.boards.soc;

import org.jspecify.annotations.NullMarked;
