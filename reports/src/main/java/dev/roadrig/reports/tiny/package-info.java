/** What follows from a session of MLPerf Tiny: throughput, accuracy and energy, beside what the official runner concluded. */
@NullMarked
package dev.roadrig.reports.tiny;

import org.jspecify.annotations.NullMarked;
