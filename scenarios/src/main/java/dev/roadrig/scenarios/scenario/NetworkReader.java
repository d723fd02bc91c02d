package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads the network's conditions: a trace, constants, or both.
 *
 * <pre>{@code
 * network: {trace: drive/cellular.csv}                          # every condition; see CellularCsv
 * network: {trace: drive.mcap}                                  # the same, as it travels in a drive in one file
 * network: {trace: {up: lte.up, down: lte.down}, rtt: 60ms}     # mahimahi traces; see MahimahiTrace
 * network: {rate: 10 Mbit/s, delay: 20ms, jitter: 2ms, loss: 1 %}
 * network: {trace: drive/cellular.csv, rtt: 300ms, combine: worst}
 * }</pre>
 *
 * {@code rate} is both {@code up} and {@code down}; {@code delay} is one way and half an {@code rtt}. What nobody states
 * is no delay, no jitter, no loss; the rates must be stated. Where a trace and a constant state the same condition,
 * {@code combine} says whether the {@code worst} of both holds or the constant {@code replace}s the trace.
 */
final class NetworkReader {
    private enum Combine {
        WORST("worst"),
        REPLACE("replace");

        private final String word;

        Combine(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    private final YamlMap map;
    private final Supplier<DriveTime> drive;

    private NetworkReader(YamlMap map, Supplier<DriveTime> drive) {
        this.map = map;
        this.drive = drive;
    }

    /**
     * @param drive asked only where a trace has stamps on the drive's clock
     */
    static LinkProfile read(YamlMap map, Supplier<DriveTime> drive) {
        map.only("trace", "rate", "up", "down", "delay", "rtt", "jitter", "loss", "combine");
        return new NetworkReader(map, drive).profile();
    }

    private LinkProfile profile() {
        LinkConditions constants = constants();
        Optional<LinkTrace> trace = map.optional("trace").map(node -> LinkTrace.read(node, drive));
        List<String> both = new ArrayList<>(constants.stated());
        both.retainAll(trace.map(LinkTrace::states).orElse(List.of()));
        Optional<Combine> combine = map.optionalScalar("combine").map(s -> s.word(Combine.values(), Combine::word));
        if (!both.isEmpty() && combine.isEmpty()) {
            throw map.bad("two sources state " + String.join(", ", both)
                    + "; write combine: worst or combine: replace, or leave one out");
        }
        if (both.isEmpty() && combine.isPresent()) {
            throw map.badKey("combine", "there is nothing to combine: no condition is stated twice");
        }
        for (String rate : List.of("up", "down")) {
            if (!constants.stated().contains(rate)
                    && !trace.map(LinkTrace::states).orElse(List.of()).contains(rate)) {
                throw map.bad("the link's rate " + rate + " is missing; write trace, rate, or up and down");
            }
        }
        if (trace.isEmpty()) {
            return LinkProfile.constant(
                    constants.over(new LinkState("constant", 0, 0, Duration.ZERO, Duration.ZERO, 0)));
        }
        TreeMap<Long, LinkState> steps = new TreeMap<>();
        trace.get()
                .steps()
                .forEach((at, state) -> steps.put(
                        at,
                        combine.equals(Optional.of(Combine.WORST)) ? constants.worstOf(state) : constants.over(state)));
        return new LinkProfile(steps);
    }

    private LinkConditions constants() {
        twice("rate", "up");
        twice("rate", "down");
        twice("rtt", "delay");
        Optional<Long> rate = rate("rate");
        return new LinkConditions(
                rate.or(() -> rate("up")),
                rate.or(() -> rate("down")),
                time("rtt").or(() -> time("delay").map(d -> d.multipliedBy(2))),
                time("jitter"),
                map.optionalScalar("loss").map(NetworkReader::loss));
    }

    private void twice(String first, String second) {
        if (map.has(first) && map.has(second)) {
            throw map.badKey(second, first + " and " + second + " state the same; keep one");
        }
    }

    private Optional<Long> rate(String key) {
        return map.optionalScalar(key).map(s -> {
            Quantity rate = s.quantity(Dimension.BIT_RATE);
            long bits = s.inPlace(() -> rate.whole("bits a second"));
            if (bits < 0) {
                throw s.bad("a rate is not negative");
            }
            return bits;
        });
    }

    private Optional<Duration> time(String key) {
        return map.optionalScalar(key).map(s -> s.duration(Duration.ZERO));
    }

    private static double loss(YamlScalar scalar) {
        double loss = scalar.quantity(Dimension.SHARE).value();
        if (!(loss >= 0 && loss <= 1)) {
            throw scalar.bad("a loss is between 0 and 1 (0 % and 100 %)");
        }
        return loss;
    }
}
