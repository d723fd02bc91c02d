package dev.roadrig.reports.join;

/**
 * Between what the end-to-end latency of a frame may have been, had not the link's own lateness decided that no answer of
 * the cloud was used. Nanoseconds since the frame was due.
 */
public record InTime(long leastNanos, long mostNanos) {}
