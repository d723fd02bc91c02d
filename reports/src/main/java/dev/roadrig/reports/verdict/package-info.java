/** Judges a run against a spec. */
@NullMarked
package dev.roadrig.reports.verdict;

import org.jspecify.annotations.NullMarked;
