/** Brings a board's clock onto the run's timeline and says how well. */
@NullMarked
package dev.roadrig.reports.clock;

import org.jspecify.annotations.NullMarked;
