/** The run record: everything seen in a run, nothing concluded. */
@NullMarked
package dev.roadrig.scenarios.record;

import org.jspecify.annotations.NullMarked;
