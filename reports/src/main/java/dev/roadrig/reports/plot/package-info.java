/** Pictures of a run: the timeline and the latency histogram, as PNG. */
@NullMarked
package dev.roadrig.reports.plot;

import org.jspecify.annotations.NullMarked;
