package dev.roadrig.boards.os;

import dev.roadrig.agent.BoardTime;
import dev.roadrig.boards.soc.Crystal;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * The clock of one boot: monotonic on the board's own crystal, and a wall clock that is off until somebody sets it. The
 * only place through which an emulated board sees or waits for time.
 */
public final class SystemClock implements BoardTime {
    private final Ticker ticker;
    private final Crystal crystal;
    private final long poweredNanos;
    private final String bootId;
    private volatile long wallOffsetNanos;

    /**
     * Starts with the supply.
     *
     * @param wallError by how much the wall clock is ahead
     */
    public SystemClock(Ticker ticker, Crystal crystal, String bootId, Duration wallError) {
        this.ticker = ticker;
        this.crystal = crystal;
        this.poweredNanos = ticker.nanos();
        this.bootId = bootId;
        this.wallOffsetNanos = wallError.toNanos() + poweredNanos - nanos();
    }

    @Override
    public long nanos() {
        return crystal.read(ticker.nanos() - poweredNanos);
    }

    @Override
    public String bootId() {
        return bootId;
    }

    /** Seconds since the supply came, as the board counts them. */
    public double uptimeSeconds() {
        return (nanos() - crystal.offsetNanos()) / 1e9;
    }

    /** What the board takes for UTC. */
    public Instant wall() {
        return ticker.utcAnchor().plusNanos(nanos() + wallOffsetNanos);
    }

    /** Sets the wall clock; the monotonic clock stays. */
    public void setWall(Instant now) {
        wallOffsetNanos = Duration.between(ticker.utcAnchor(), now).toNanos() - nanos();
    }

    /**
     * Waits until the board's clock shows a time.
     *
     * @return false when the condition held before
     */
    public boolean waitUntil(long boardNanos, BooleanSupplier orUntil) throws InterruptedException {
        long left = boardNanos - nanos();
        long now = ticker.nanos();
        long span = Math.min(crystal.trueSpan(left), Long.MAX_VALUE - now);
        return left <= 0 || !ticker.await(orUntil, new Deadline(now + span));
    }

    /** The moment at which the board's clock shows a time, in nanoseconds on the rig's timeline. */
    public long onTicker(long boardNanos) {
        return ticker.nanos() + crystal.trueSpan(boardNanos - nanos());
    }

    /** The rig's own timeline, for whoever moves the board's physics. */
    public Ticker ticker() {
        return ticker;
    }
}
