/** Judgements as JUnit XML. */
@NullMarked
package dev.roadrig.reports.junit;

import org.jspecify.annotations.NullMarked;
