/** The one call that is a run, and the replay inside it. */
@NullMarked
package dev.roadrig.harness.run;

import org.jspecify.annotations.NullMarked;
