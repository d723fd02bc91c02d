package dev.roadrig.boards.model;

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
        long answer = roundTrip(ask.upBytes(), ask.downBytes());
        if (answer <= deadline) {
            ticker.at(answer, () -> {
                inFlight--;
                missesInARow = 0;
                outcome.accept(CloudTry.Outcome.ANSWERED, ticker.nanos());
            });
            return;
        }
        ticker.at(deadline, () -> {
            inFlight--;
            missed();
            outcome.accept(CloudTry.Outcome.DEADLINE_MISSED, 0L);
        });
        if (answer != ModelLink.NEVER) {
            Duration late = Duration.ofNanos(answer - deadline);
            ticker.at(
                    answer, () -> tell(BoardEvent.Kind.LATE_ANSWER, ask.frame(), "late by " + late.toMillis() + " ms"));
        }
    }

    void close() {
        closed = true;
    }

    private long roundTrip(long upBytes, long downBytes) {
        long there = link.send(ticker.nanos(), upBytes, true);
        return there == ModelLink.NEVER
                ? ModelLink.NEVER
                : link.send(Math.addExact(there, computeNanos), downBytes, false);
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
        long answer = roundTrip(PROBE_BYTES, PROBE_BYTES);
        if (answer <= ticker.nanos() + deadlineNanos) {
            ticker.at(answer, () -> {
                down = false;
                missesInARow = 0;
                tell(BoardEvent.Kind.LINK_UP, 0, "a probe came back in time");
            });
        } else {
            ticker.at(ticker.nanos() + PROBE_PERIOD_NANOS, this::probe);
        }
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
