package dev.roadrig.harness.reproduce;

import dev.roadrig.harness.reproduce.Condition.Fault;
import dev.roadrig.harness.reproduce.Condition.Outage;
import dev.roadrig.harness.reproduce.Condition.Trait;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkProfile.Step;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.Scenario.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A scenario's conditions as a set, and the scenario again for any part of the set. */
final class Conditions {
    private static final LinkState CLEAR =
            new LinkState("clear", 100_000_000, 100_000_000, Duration.ZERO, Duration.ZERO, 0);

    private final Scenario scenario;
    private final LinkState best;

    Conditions(Scenario scenario) {
        this.scenario = scenario;
        best = steps(scenario.network()).stream()
                .map(Step::state)
                .filter(state -> !state.outage())
                .max(Comparator.comparingLong((LinkState s) -> Math.min(s.upBitsPerSecond(), s.downBitsPerSecond()))
                        .thenComparing(Comparator.comparing(LinkState::rtt).reversed()))
                .map(s -> new LinkState(
                        s.name(), s.upBitsPerSecond(), s.downBitsPerSecond(), leastRtt(), Duration.ZERO, 0))
                .orElse(CLEAR);
    }

    private static List<Step> steps(@Nullable LinkProfile network) {
        return network == null ? List.of() : network.steps();
    }

    private Duration leastRtt() {
        return steps(scenario.network()).stream()
                .map(Step::state)
                .filter(state -> !state.outage())
                .map(LinkState::rtt)
                .min(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** Everything that has an effect inside the window. */
    List<Condition> all() {
        List<Condition> all = new ArrayList<>();
        scenario.faults().stream()
                .filter(fault -> touches(fault, scenario.window()))
                .map(Fault::new)
                .forEach(all::add);
        all.addAll(outages());
        for (Trait trait : Trait.values()) {
            if (states().stream().anyMatch(state -> !state.outage() && has(state, trait))) {
                all.add(trait);
            }
        }
        return all;
    }

    /** Whether a fault can be ordered in a window: a camera's in any part of it, any other where it begins. */
    static boolean touches(FaultOrder fault, Window window) {
        boolean reaches = fault.kind() == FaultOrder.Kind.CAMERA
                && fault.at().compareTo(window.to()) < 0
                && fault.at().plus(fault.lasting()).compareTo(window.from()) > 0;
        return reaches || window.holds(fault.at().toNanos());
    }

    private List<LinkState> states() {
        LinkProfile network = scenario.network();
        if (network == null) {
            return List.of();
        }
        Window window = scenario.window();
        List<LinkState> states = new ArrayList<>();
        states.add(network.at(window.from().toNanos()));
        network.steps().stream()
                .filter(step -> window.holds(step.driveOffsetNanos()))
                .map(Step::state)
                .forEach(states::add);
        return states;
    }

    private List<Outage> outages() {
        List<Outage> outages = new ArrayList<>();
        long from = Long.MIN_VALUE;
        boolean out = false;
        for (Step step : steps(scenario.network())) {
            if (step.state().outage() && !out) {
                from = step.driveOffsetNanos();
            } else if (!step.state().outage() && out) {
                outages.add(new Outage(from, step.driveOffsetNanos()));
            }
            out = step.state().outage();
        }
        if (out) {
            outages.add(new Outage(from, Long.MAX_VALUE));
        }
        Window window = scenario.window();
        return outages.stream()
                .filter(o -> o.fromNanos() < window.to().toNanos()
                        && o.toNanos() > window.from().toNanos())
                .toList();
    }

    private boolean has(LinkState state, Trait trait) {
        return switch (trait) {
            case RATE ->
                state.upBitsPerSecond() < best.upBitsPerSecond()
                        || state.downBitsPerSecond() < best.downBitsPerSecond();
            case DELAY -> state.rtt().compareTo(best.rtt()) > 0;
            case JITTER -> !state.up().jitter().none() || !state.down().jitter().none();
            case LOSS -> !state.up().loss().none() || !state.down().loss().none();
            case PACKET_FAULTS ->
                !state.up().faults().equals(PacketFaults.NONE)
                        || !state.down().faults().equals(PacketFaults.NONE);
        };
    }

    /** The scenario with nothing of its conditions but these. Its text is still the whole scenario's. */
    Scenario with(Collection<Condition> kept) {
        List<FaultOrder> faults = scenario.faults().stream()
                .filter(fault -> kept.contains(new Fault(fault)))
                .toList();
        return scenario.under(scenario.window(), link(kept), faults, scenario.text());
    }

    private @Nullable LinkProfile link(Collection<Condition> kept) {
        LinkProfile network = scenario.network();
        if (network == null) {
            return null;
        }
        Map<Long, LinkState> steps = new TreeMap<>();
        LinkState before = null;
        for (Step step : network.steps()) {
            long at = step.driveOffsetNanos();
            LinkState state = step.state().outage() ? best : eased(step.state(), kept);
            for (Condition condition : kept) {
                if (condition instanceof Outage outage && outage.fromNanos() <= at && at < outage.toNanos()) {
                    state = step.state();
                }
            }
            if (!state.equals(before)) {
                steps.put(at, state);
                before = state;
            }
        }
        return network.retaining(steps);
    }

    private LinkState eased(LinkState state, Collection<Condition> kept) {
        var eased =
                new LinkState(best.name(), eased(state.up(), best.up(), kept), eased(state.down(), best.down(), kept));
        boolean whole = eased.equals(new LinkState(best.name(), state.up(), state.down()));
        return whole ? state : eased;
    }

    private static WayState eased(WayState state, WayState best, Collection<Condition> kept) {
        return new WayState(
                kept.contains(Trait.RATE) ? state.bitsPerSecond() : best.bitsPerSecond(),
                kept.contains(Trait.DELAY) ? state.delay() : best.delay(),
                kept.contains(Trait.JITTER) ? state.jitter() : Jitter.NONE,
                kept.contains(Trait.LOSS) ? state.loss() : Loss.nothing(),
                kept.contains(Trait.PACKET_FAULTS) ? state.faults() : PacketFaults.NONE);
    }

    /** The same scenario with one outage shorter, the link as good as ever for the rest of it. */
    Scenario shortened(Outage outage, long fromNanos, long toNanos) {
        Map<Long, LinkState> steps = new TreeMap<>();
        LinkProfile network = scenario.network();
        if (network == null) {
            throw new IllegalStateException("a scenario without a link has no outage");
        }
        for (Step step : network.steps()) {
            boolean inside =
                    step.driveOffsetNanos() >= outage.fromNanos() && step.driveOffsetNanos() < outage.toNanos();
            if (!inside) {
                steps.put(step.driveOffsetNanos(), step.state());
            }
        }
        LinkState none = network.at(outage.fromNanos());
        if (outage.fromNanos() < fromNanos) {
            steps.put(outage.fromNanos(), best);
        }
        steps.put(fromNanos, none);
        steps.putIfAbsent(toNanos, best);
        return scenario.under(scenario.window(), network.retaining(steps), scenario.faults(), scenario.text());
    }
}
