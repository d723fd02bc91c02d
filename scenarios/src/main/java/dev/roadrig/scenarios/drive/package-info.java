/** Recorded drives: frames, ground truth and route, on the drive's own clock, streamed. */
@NullMarked
package dev.roadrig.scenarios.drive;

import org.jspecify.annotations.NullMarked;
