package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.time.Ticker;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** When messages are due. */
public interface Pace {
    /** From {@link #begin()} to the drive's begin where messages have times, for the reader to get ahead. */
    Duration LEAD = Duration.ofMillis(50);

    /** Each at its time, or where the rate is {@link Rate#MAX} as fast as the consumer takes them. */
    static Pace of(Rate rate, Ticker ticker) {
        return rate.isPaced() ? new TimedPace(ticker) : new FullSpeed(ticker);
    }

    /**
     * Each when a person says so.
     *
     * @param lines what the person says
     * @param out where the person is told what comes next
     * @param topics that are played
     */
    static Pace stepped(Ticker ticker, BufferedReader lines, PrintWriter out, Set<String> topics) {
        return new Stepper(ticker, lines, out, topics);
    }

    /** The replay begins now, or very soon. */
    void begin();

    /** When it has begun. */
    Instant begunUtc();

    /** When a message is due, since the replay began, nanoseconds. */
    long dueNanos(ReplayMessage message);

    /** Waits until it may be sent; false when nothing more is to be played. */
    boolean await(ReplayMessage message) throws InterruptedException;

    /** Ends a wait, and every later one. From any thread. */
    void stop();

    /** Whether messages are due whether or not the consumer is free, so that it can be late. */
    boolean isOpenLoop();

    /** Since the replay began. */
    long nanos();
}
