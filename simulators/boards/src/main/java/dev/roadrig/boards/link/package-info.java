/** The link: a relay between board and cloud that shapes rate, delay, loss and outages, and says what it achieved. */
@NullMarked
package dev.roadrig.boards.link;

import org.jspecify.annotations.NullMarked;
