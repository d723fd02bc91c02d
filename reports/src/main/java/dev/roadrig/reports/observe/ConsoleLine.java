package dev.roadrig.reports.observe;

import java.util.OptionalLong;

/**
 * One line of a console, without colours and its end.
 *
 * @param endNanos when its end came, on the timeline
 * @param lateNanos how long before that it may have come at most; empty where the record does not say
 * @param wireBytes how many bytes came from its first to its end, those of a kernel's line within it too
 * @param ended whether its end came at all
 */
record ConsoleLine(long endNanos, OptionalLong lateNanos, int wireBytes, String text, boolean ended) {}
