/** Judges run records and shows them: pure functions of the record. */
@NullMarked
package dev.roadrig.reports;

import org.jspecify.annotations.NullMarked;
