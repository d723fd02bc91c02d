/** Brings a record's parts together: which result belongs to which frame, on one timeline. */
@NullMarked
package dev.roadrig.reports.join;

import org.jspecify.annotations.NullMarked;
