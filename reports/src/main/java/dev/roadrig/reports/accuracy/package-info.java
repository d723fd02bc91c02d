/** Answers against labels. */
@NullMarked
package dev.roadrig.reports.accuracy;

import org.jspecify.annotations.NullMarked;
