package dev.roadrig.boards.model;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The cloud as a modelled board sees it: at most two requests in flight, a deadline for each, and a link that counts as
 * down after two deadlines missed in a row, until a small probe comes back in time.
 */
final class ModelCloud {
    private static final int MOST_IN_FLIGHT = 2;
    private static final int MISSES_FOR_DOWN = 2;
    private static final int PROBE_BYTES = 64;
    private static final long PROBE_PERIOD_NANOS = 200_000_000;

    private final Ticker ticker;
    private final ModelLink link;
    private final long deadlineNanos;
    private final long computeNanos;
    private final Consumer<BoardEvent> events;
    private int inFlight;
    private int missesInARow;
    private boolean down;
    private boolean closed;

    /**
     * @param events what the agent would tell, without the board's stamp
     */
    ModelCloud(Ticker ticker, ModelLink link, ModelSetup setup, Consumer<BoardEvent> events) {
        this.ticker = ticker;
        this.link = link;
        this.deadlineNanos = setup.placement().cloudDeadline().toNanos();
        this.computeNanos = setup.cloudTime().toNanos();
        this.events = events;
    }

    /**
     * A request on its way through the cloud.
     *
     * @param frame its number in the drive
     * @param upBytes of the request
     * @param downBytes of the answer
     */
    record Ask(int frame, long upBytes, long downBytes) {}

    /**
     * Asks the cloud.
     *
     * @param outcome told once: the outcome, and when the answer came, on the timeline (0 for none)
     */
    void ask(Ask ask, BiConsumer<CloudTry.Outcome, Long> outcome) {
        if (down) {
            outcome.accept(CloudTry.Outcome.SKIPPED_LINK_DOWN, 0L);
            return;
        }
        if (inFlight >= MOST_IN_FLIGHT) {
            outcome.accept(CloudTry.Outcome.SKIPPED_BUSY, 0L);
            return;
        }
        inFlight++;
        long deadline = ticker.nanos() + deadlineNanos;
        var round = new Round();
        roundTrip(ask.upBytes(), ask.downBytes(), () -> {
            if (round.missed) {
                Duration late = Duration.ofNanos(ticker.nanos() - deadline);
                tell(BoardEvent.Kind.LATE_ANSWER, ask.frame(), "late by " + late.toMillis() + " ms");
                return;
            }
            round.answered = true;
            inFlight--;
            missesInARow = 0;
            outcome.accept(CloudTry.Outcome.ANSWERED, ticker.nanos());
        });
        unlessAnswered(round, deadline, () -> {
            inFlight--;
            missed();
            outcome.accept(CloudTry.Outcome.DEADLINE_MISSED, 0L);
        });
    }

    /** What became of a request. */
    private static final class Round {
        private boolean answered;
        private boolean missed;
    }

    /** An answer of the deadline's own moment is in time: it is let come first. */
    private void unlessAnswered(Round round, long deadline, Runnable task) {
        ticker.at(
                deadline,
                () -> ticker.at(deadline, () -> {
                    if (!round.answered) {
                        round.missed = true;
                        task.run();
                    }
                }));
    }

    void close() {
        closed = true;
    }

    private void roundTrip(long upBytes, long downBytes, Runnable back) {
        link.send(
                upBytes,
                Direction.UP,
                () -> ticker.at(ticker.nanos() + computeNanos, () -> link.send(downBytes, Direction.DOWN, back)));
    }

    private void missed() {
        missesInARow++;
        if (missesInARow >= MISSES_FOR_DOWN && !down) {
            down = true;
            tell(BoardEvent.Kind.LINK_DOWN, 0, missesInARow + " deadlines missed in a row");
            probe();
        }
    }

    private void probe() {
        if (closed) {
            return;
        }
        long now = ticker.nanos();
        var round = new Round();
        roundTrip(PROBE_BYTES, PROBE_BYTES, () -> {
            if (!round.missed) {
                round.answered = true;
                down = false;
                missesInARow = 0;
                tell(BoardEvent.Kind.LINK_UP, 0, "a probe came back in time");
            }
        });
        unlessAnswered(round, now + deadlineNanos, () -> ticker.at(now + PROBE_PERIOD_NANOS, this::probe));
    }

    private void tell(BoardEvent.Kind kind, int frame, String text) {
        if (!closed) {
            events.accept(BoardEvent.newBuilder()
                    .setKind(kind)
                    .setFrame(frame)
                    .setText(text)
                    .build());
        }
    }
}
