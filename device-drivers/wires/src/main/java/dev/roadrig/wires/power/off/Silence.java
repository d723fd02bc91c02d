package dev.roadrig.wires.power.off;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Waits until nothing is seen of a board any more: no current, and no sign of life for as long as the rule says. */
final class Silence {
    /** For each question, also for one at the very end. */
    private static final Duration ASK = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Duration lasting;
    private final CurrentSign current;
    private final List<LifeSign> signs;
    private final Ticker ticker;

    /**
     * How the waiting ended.
     *
     * @param quiet whether nothing is seen any more
     * @param flows whether a current flows, which a supply that is off gives to no board
     * @param sinceNanos when the last sign of life was, or the switch said off
     * @param off what that shows; of a board that is not quiet, its last sign of life as what speaks against it
     */
    record Proof(boolean quiet, boolean flows, long sinceNanos, Off off) {}

    Silence(OffRule rule, CurrentSign current, List<LifeSign> signs, Ticker ticker) {
        this.lasting = signs.isEmpty() ? Duration.ZERO : rule.silence();
        this.current = current;
        this.signs = List.copyOf(signs);
        this.ticker = ticker;
    }

    /** For how long nothing may be seen; zero where only a current is measured. */
    Duration lasting() {
        return lasting;
    }

    /** Before the switch is told off. */
    void meet() throws InterruptedException {
        for (LifeSign sign : signs) {
            sign.meet();
        }
    }

    /**
     * @param offNanos when the switch said off
     * @param end leaves at least the time for a whole silence after that
     */
    Proof await(long offNanos, Deadline end) throws RunFault, InterruptedException {
        begin(true);
        var last = new LifeSign.Seen(offNanos, "");
        while (true) {
            Optional<LifeSign.Seen> flows = current.look(ticker.in(ASK));
            last = flows.orElse(latest(last));
            boolean isOver = end.passed(ticker);
            Deadline quiet = new Deadline(last.nanos() + lasting.toNanos());
            if (flows.isEmpty() && quiet.passed(ticker)) {
                return new Proof(true, false, last.nanos(), told());
            }
            if (isOver) {
                return new Proof(false, flows.isPresent(), last.nanos(), new Off(false, last.words()));
            }
            Deadline next = ticker.in(LOOK).or(end);
            boolean unused = ticker.await(() -> false, quiet.passed(ticker) ? next : next.or(quiet));
        }
    }

    /** Begins to watch for the first sign of a life that is about to begin, and provokes none. */
    void watch() throws RunFault, InterruptedException {
        begin(false);
    }

    /**
     * After {@link #watch}: waits for that sign; empty where none came.
     *
     * @param still after how long of nothing one is provoked, and again
     */
    Optional<LifeSign.Seen> end(Duration still, Deadline end) throws RunFault, InterruptedException {
        Deadline provoked = ticker.in(still);
        while (true) {
            Optional<LifeSign.Seen> seen = current.look(ticker.in(ASK));
            for (LifeSign sign : signs) {
                seen = seen.isPresent() ? seen : sign.look(ticker.in(ASK));
            }
            if (seen.isPresent() || end.passed(ticker)) {
                return seen;
            }
            if (provoked.passed(ticker)) {
                begin(true);
                provoked = ticker.in(still);
            }
            boolean unused = ticker.await(() -> false, ticker.in(LOOK).or(end));
        }
    }

    private void begin(boolean provoke) throws RunFault, InterruptedException {
        for (LifeSign sign : signs) {
            sign.begin(provoke, ticker.in(ASK));
        }
    }

    private LifeSign.Seen latest(LifeSign.Seen before) throws RunFault, InterruptedException {
        LifeSign.Seen last = before;
        for (LifeSign sign : signs) {
            LifeSign.Seen seen = sign.look(ticker.in(ASK)).orElse(last);
            last = seen.nanos() > last.nanos() ? seen : last;
        }
        return last;
    }

    private Off told() {
        String by = Stream.concat(signs.stream().filter(LifeSign::tells).map(LifeSign::what), current.shown().stream())
                .collect(Collectors.joining(", "));
        if (!by.isEmpty()) {
            return new Off(true, by);
        }
        String silent = signs.stream().map(LifeSign::what).collect(Collectors.joining(", "));
        return new Off(false, "its switch says off, and nothing else tells" + (silent.isEmpty() ? "" : ": " + silent));
    }
}
