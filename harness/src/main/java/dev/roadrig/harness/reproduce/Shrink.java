package dev.roadrig.harness.reproduce;

import dev.roadrig.harness.reproduce.Condition.Outage;
import dev.roadrig.harness.reproduce.SequentialTest.Decision;
import dev.roadrig.reports.reproduce.Rate;
import dev.roadrig.reports.reproduce.Shown;
import dev.roadrig.reports.verdict.Proportion;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.Scenario.Window;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Cuts a failing scenario down: the shortest window, the fewest conditions, the shortest outages that still fail. Each
 * candidate is run until the rates differ with confidence, see {@link SequentialTest}; what stays open is kept, so that
 * nothing is cut away on a guess.
 */
public final class Shrink {
    /** Two-sided, so that its lower end is the one-sided bound at 80 %. */
    private static final double CONSERVATIVE = 0.6;

    /** A candidate on which the rig fails so many times in a row is left open. */
    private static final int MOST_UNUSABLE = 3;

    private final Trials trials;
    private final Limits limits;
    private final double failing;
    private final double background;
    private final Consumer<String> tell;
    private final Map<Scenario, Boolean> decided = new HashMap<>();
    private final Rate whole;
    private Optional<Result> least = Optional.empty();
    private int runs;
    private int candidates;

    /**
     * How far it goes.
     *
     * @param granule windows and outages are cut to whole ones
     * @param mostRuns altogether
     */
    public record Limits(Duration granule, int mostRuns) {}

    /**
     * What is left.
     *
     * @param rate of what is left, over the runs that decided it
     * @param runs altogether
     * @param finished false when the search ended before nothing more could be left out: the runs were used up, somebody
     *     ended it, or the rig failed
     */
    public record Result(Scenario scenario, Rate rate, int runs, int candidates, boolean finished) {}

    /**
     * @param whole how often the whole scenario fails, at least once; the lower 80 % bound of it is tested for, since a
     *     candidate that fails a little more seldom than the runs so far is one that fails
     * @param background the rate of a sound board, 0 where it is not known
     * @param tell told every candidate and what became of it
     */
    public Shrink(Trials trials, Limits limits, Rate whole, double background, Consumer<String> tell) {
        this.trials = trials;
        this.limits = limits;
        this.whole = whole;
        this.failing =
                Proportion.wilson(whole.shown(), whole.runs(), CONSERVATIVE).low();
        this.background = background;
        this.tell = tell;
    }

    /**
     * Searches.
     *
     * @param drive length of the whole drive: a window may name a later end
     */
    public Result of(Scenario scenario, Duration drive) {
        Scenario current = scenario.under(
                closed(scenario.window(), drive), scenario.network(), scenario.faults(), scenario.text());
        Scenario uncut = current;
        boolean finished = false;
        try {
            Scenario before;
            do {
                before = current;
                current = shorterOutages(fewerConditions(shorterWindow(current)));
            } while (!current.equals(before) && !spent());
            finished = !spent();
        } catch (RunFault fault) {
            tell.accept("The search ends: " + fault.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tell.accept("The search was ended.");
        }
        return new Result(
                least.map(Result::scenario).orElse(uncut),
                least.map(Result::rate).orElse(whole),
                runs,
                candidates,
                finished);
    }

    private static Window closed(Window window, Duration drive) {
        return new Window(window.from(), window.to().compareTo(drive) < 0 ? window.to() : drive);
    }

    private Scenario shorterWindow(Scenario scenario) throws RunFault, InterruptedException {
        long granule = limits.granule().toNanos();
        long from = scenario.window().from().toNanos();
        long to = scenario.window().to().toNanos();
        long last = least(from + granule, to, end -> windowed(scenario, from, end));
        Scenario ended = last == to ? scenario : windowed(scenario, from, last);
        long first = -least(-(last - granule), -from, begin -> windowed(ended, -begin, last));
        return first == from ? ended : windowed(ended, first, last);
    }

    private static Scenario windowed(Scenario s, long from, long to) {
        var window = new Window(Duration.ofNanos(from), Duration.ofNanos(to));
        List<FaultOrder> faults = s.faults().stream()
                .filter(fault -> Conditions.touches(fault, window))
                .toList();
        return s.under(window, s.network(), faults, s.text());
    }

    /** The least value on the grid below {@code known} whose scenario still fails, by bisection; {@code known} fails. */
    private long least(long low, long known, LongFunction<Scenario> candidate) throws RunFault, InterruptedException {
        long granule = limits.granule().toNanos();
        long fails = known;
        long sound = low - granule;
        while (fails - sound > granule) {
            long middle = fails - Math.max(1, (fails - sound) / granule / 2) * granule;
            if (stillFails(candidate.apply(middle))) {
                fails = middle;
            } else {
                sound = middle;
            }
        }
        return fails;
    }

    private Scenario fewerConditions(Scenario scenario) throws RunFault, InterruptedException {
        var conditions = new Conditions(scenario);
        List<Condition> all = conditions.all();
        List<Condition> kept = new Minimum<Condition>(part -> stillFails(conditions.with(part))).of(all);
        return kept.size() == all.size() ? scenario : conditions.with(kept);
    }

    private Scenario shorterOutages(Scenario scenario) throws RunFault, InterruptedException {
        Scenario current = scenario;
        for (Condition condition : new Conditions(scenario).all()) {
            if (condition instanceof Outage outage) {
                current = shorter(current, outage);
            }
        }
        return current;
    }

    private Scenario shorter(Scenario scenario, Outage outage) throws RunFault, InterruptedException {
        long granule = limits.granule().toNanos();
        var conditions = new Conditions(scenario);
        long from = Math.max(outage.fromNanos(), scenario.window().from().toNanos());
        long to = Math.min(outage.toNanos(), scenario.window().to().toNanos());
        long last = least(from + granule, to, end -> conditions.shortened(outage, from, end));
        return last == to ? scenario : conditions.shortened(outage, from, last);
    }

    private boolean spent() {
        return runs >= limits.mostRuns();
    }

    private boolean stillFails(Scenario candidate) throws RunFault, InterruptedException {
        Boolean known = decided.get(candidate);
        if (known != null) {
            return known;
        }
        boolean fails = decide(candidate);
        decided.put(candidate, fails);
        return fails;
    }

    private boolean decide(Scenario candidate) throws RunFault, InterruptedException {
        if (spent()) {
            return false;
        }
        var test = new SequentialTest(failing, background);
        int unusable = 0;
        while (test.decision() == Decision.OPEN
                && test.rate().runs() < test.mostRuns()
                && unusable < MOST_UNUSABLE
                && !spent()) {
            Shown shown = trials.run(candidate);
            // A scenario is wanted that FAILs: one too short to be judged is no regression test.
            test.add(shown == Shown.UNDECIDED ? Shown.NO : shown);
            unusable = shown == Shown.UNUSABLE ? unusable + 1 : 0;
            runs++;
        }
        candidates++;
        boolean fails = test.decision() == Decision.SHOWS;
        if (fails) {
            least = Optional.of(new Result(candidate, test.rate(), runs, candidates, false));
        }
        tell.accept(describe(candidate) + ": " + verdict(test.decision()) + " ("
                + test.rate().text() + ")");
        return fails;
    }

    private static String verdict(Decision decision) {
        return switch (decision) {
            case SHOWS -> "still fails";
            case SHOWS_NO_MORE -> "no longer fails";
            case OPEN -> "not decided, kept";
        };
    }

    /** Its window and its conditions, in words. */
    public static String describe(Scenario scenario) {
        List<Condition> conditions = new Conditions(scenario).all();
        String under = conditions.isEmpty()
                ? "no condition"
                : String.join(", ", conditions.stream().map(Condition::text).toList());
        return String.format(
                Locale.ROOT,
                "%.1f to %.1f s with %s",
                scenario.window().from().toNanos() / 1e9,
                scenario.window().to().toNanos() / 1e9,
                under);
    }
}
