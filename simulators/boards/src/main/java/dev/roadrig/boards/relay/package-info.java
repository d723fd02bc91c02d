/** Emulated relays that are switched over HTTP, and that fail as real ones do. */
@NullMarked
package dev.roadrig.boards.relay;

import org.jspecify.annotations.NullMarked;
