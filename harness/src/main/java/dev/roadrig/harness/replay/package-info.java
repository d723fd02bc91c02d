/** Plays any recording, in time, to whatever takes it, and accounts for every message. */
@NullMarked
package dev.roadrig.harness.replay;

import org.jspecify.annotations.NullMarked;
