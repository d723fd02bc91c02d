package dev.roadrig.harness.replay;

import dev.roadrig.harness.replay.ReplaySummary.End;
import dev.roadrig.harness.replay.ReplaySummary.Way;
import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording to a consumer. The consumer is called by the thread that paces, and what comes due while it is busy
 * waits or is dropped as its topic's policy says: its lateness never moves the time at which a later message is due.
 */
public final class ReplayPlayer {
    private final ReplayPlan plan;
    private final Pace pace;
    private final ReplayFeed feed;
    private final Outlet outlet;
    private final ReplayLog log;
    private final Account account;
    private final Waiting waiting;
    private @Nullable ReplayMessage ahead;
    private volatile End end = new End(Way.UNFINISHED, "");

    private ReplayPlayer(ReplayPlan plan, Pace pace, ReplayFeed feed, Outlet outlet, ReplayLog log, Account account) {
        this.plan = plan;
        this.pace = pace;
        this.feed = feed;
        this.outlet = outlet;
        this.log = log;
        this.account = account;
        this.waiting = new Waiting(plan);
    }

    /**
     * Makes everything ready and sends nothing.
     *
     * @param readAhead on a thread of its own, which real time wants and virtual time does not
     * @throws dev.roadrig.scenarios.fault.BadInput when the plan does not fit the recording, or the outlet cannot take it
     */
    public static ReplayPlayer of(
            RecordedMessages recording, ReplayPlan plan, Pace pace, Outlet outlet, ReplayLog log, boolean readAhead) {
        plan.late().keySet().forEach(topic -> recording.numbers(Set.of(topic)));
        recording
                .numbers(plan.topics())
                .forEach(n -> outlet.check(recording.channels().get(n)));
        var account = new Account(recording.channels(), plan.passes());
        var drive = new DriveFeed(recording, plan, account);
        return new ReplayPlayer(plan, pace, readAhead ? new ReadAhead(drive) : drive, outlet, log, account);
    }

    /**
     * Goes through the beginning of a replay in real time without its times and its consumer, so that the first messages
     * are not late by what a Java runtime takes to compile. It begins with the recording, wherever the plan's window lies:
     * what is before a late window would have to be read first. A short drive is gone through several times.
     */
    public static void rehearse(RecordedMessages recording, ReplayPlan plan, Ticker ticker) {
        ReplayPlan often = plan.wholeTimes(Rehearsal.MESSAGES);
        var account = new Account(recording.channels(), often.passes());
        var feed = new Rehearsal(new DriveFeed(recording, often, account));
        ReplaySummary unused =
                new ReplayPlayer(often, new TimedPace(ticker), feed, message -> {}, ReplayLog.NONE, account).play();
    }

    /** Plays on the calling thread until the end, {@link #stop()}, an interrupt, or a failure; the summary says which. */
    public ReplaySummary play() {
        try {
            // Reading up to a late window takes a while, which is none of the first message's lateness.
            ahead = feed.next();
            pace.begin();
            end = run();
        } catch (InterruptedException e) {
            end = new End(Way.STOPPED, "interrupted");
            Thread.currentThread().interrupt();
        } catch (BadInput e) {
            end = new End(Way.RECORDING_FAILED, String.valueOf(e.getMessage()));
        } catch (RigFault e) {
            end = new End(Way.LOG_FAILED, String.valueOf(e.getMessage()));
        } finally {
            feed.close();
        }
        return summary();
    }

    /** What became of every message so far; everything that was not yet reached counts as such. */
    public ReplaySummary summary() {
        return account.summary(end);
    }

    /** Ends the replay, from any thread. */
    public void stop() {
        pace.stop();
    }

    private End run() throws InterruptedException, RigFault {
        for (ReplayMessage message = next(); message != null; message = next()) {
            if (!pace.await(message)) {
                return new End(Way.STOPPED, "ended before " + place(message));
            }
            long due = pace.dueNanos(message);
            long sent = pace.nanos();
            try {
                outlet.take(message);
            } catch (IOException | RuntimeException e) {
                return new End(Way.CONSUMER_FAILED, "the consumer failed on " + place(message) + ": " + e);
            }
            long taken = pace.nanos();
            if (pace.isOpenLoop()) {
                account.sent(message.channel().number(), due, sent);
            } else {
                account.sent(message.channel().number(), sent);
            }
            log.sent(message, due, sent, taken);
            if (pace.isOpenLoop()) {
                letWait(taken);
            }
        }
        return new End(Way.COMPLETE, "");
    }

    private @Nullable ReplayMessage next() throws InterruptedException {
        ReplayMessage first = waiting.poll();
        return first == null ? fromFeed() : first;
    }

    private @Nullable ReplayMessage fromFeed() throws InterruptedException {
        ReplayMessage message = ahead;
        ahead = null;
        return message == null ? feed.next() : message;
    }

    /** Takes over what came due while the consumer was busy. */
    private void letWait(long freeNanos) throws InterruptedException, RigFault {
        while (waiting.hasRoom()) {
            ReplayMessage message = fromFeed();
            if (message == null || pace.dueNanos(message) >= freeNanos) {
                ahead = message;
                return;
            }
            ReplayMessage dropped = waiting.add(message);
            if (dropped != null) {
                account.dropped(dropped.channel().number());
                log.dropped(dropped, pace.dueNanos(dropped), pace.nanos());
            }
        }
    }

    private String place(ReplayMessage message) {
        return String.format(
                Locale.ROOT,
                "message %d on %s, pass %d of %d, %.3f s in",
                message.sequence(),
                message.channel().topic(),
                message.pass(),
                plan.passes(),
                message.offsetNanos() / 1e9);
    }
}
