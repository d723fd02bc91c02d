/** Sensor readings over time: which are new, what they add up to, and what they can carry. */
@NullMarked
package dev.roadrig.reports.energy;

import org.jspecify.annotations.NullMarked;
