/**
 * MLPerf Tiny's serial protocol as it is written down: a board's lines, the runner's log, the meter's trace, labels, and
 * what the official runner concluded.
 */
@NullMarked
package dev.roadrig.scenarios.tiny;

import org.jspecify.annotations.NullMarked;
