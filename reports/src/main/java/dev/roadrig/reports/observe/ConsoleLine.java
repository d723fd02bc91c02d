package dev.roadrig.reports.observe;

/**
 * One line of a console, without colours and its end.
 *
 * @param endNanos when its end came, on the timeline
 * @param wireBytes how many bytes came from its first to its end, those of a kernel's line within it too
 * @param ended whether its end came at all
 */
record ConsoleLine(long endNanos, int wireBytes, String text, boolean ended) {}
