package dev.roadrig.wires.meter.bench;

import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.wires.meter.Cadence;
import dev.roadrig.wires.meter.LineMeter;
import dev.roadrig.wires.meter.MeterFeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lines of {@code sigrok-cli -O analog}, such as {@code P1: 3.0902 mW}: one a channel and sample. */
public final class SigrokReader implements LineMeter.Reader {
    private static final Pattern LINE = Pattern.compile(
            "([^\\s:]{1,40}): ([-+]?[0-9]{1,15}(?:\\.[0-9]{1,15})?(?:[eE][-+]?[0-9]{1,3})?|[-+]?inf|[-+]?nan|OL)"
                    + "(?: ([pnuµmkM]?)([WVA])( [A-Z].{0,20})?)?");

    private final String rail;
    private final List<String> channels;
    private final Cadence cadence;
    private final Map<String, Double> sample = new HashMap<>();
    private long lastNanos = -1;
    private boolean known;

    /** @param channels one with power, or one with voltage and one with current: their product is the power */
    public SigrokReader(String rail, List<String> channels, long periodNanos) {
        this.rail = rail;
        this.channels = List.copyOf(channels);
        cadence = new Cadence(periodNanos);
    }

    @Override
    public void line(long nanos, String text, MeterFeed feed) {
        Matcher match = LINE.matcher(text.strip());
        if (!match.matches()) {
            feed.refused(1, "lines that are no sample");
            return;
        }
        if (!channels.contains(match.group(1))) {
            if (!known) {
                feed.refused(0, "channel " + match.group(1) + ", which is none of " + String.join(" and ", channels));
            }
            return;
        }
        known = true;
        if (sample.put(match.group(1), value(match)) != null) {
            feed.lost(1, "a channel came twice before the other came once");
            sample.keySet().retainAll(List.of(match.group(1)));
        }
        if (sample.size() == channels.size()) {
            whole(nanos, feed);
            sample.clear();
        }
    }

    private void whole(long nanos, MeterFeed feed) {
        double watts = channels.stream()
                .mapToDouble(c -> sample.getOrDefault(c, Double.NaN))
                .reduce(1, (a, b) -> a * b);
        long from = lastNanos < 0 ? nanos - feed.setting().period().toNanos() : lastNanos;
        long missing = cadence.missing(nanos);
        if (missing > 0) {
            feed.lost(missing, "samples that did not come in their time");
            feed.gap(from, nanos, rail);
        }
        lastNanos = nanos;
        if (!Double.isFinite(watts)) {
            feed.lost(1, "samples that are no number, or over range");
            feed.gap(from, nanos, rail);
            return;
        }
        feed.taken(1);
        List<Reading> readings = new ArrayList<>(List.of(MeterFeed.watts(rail, watts)));
        if (channels.size() == 2) {
            readings.add(MeterFeed.reading(rail, Quantity.VOLTAGE, sample.getOrDefault(channels.get(0), Double.NaN)));
            readings.add(MeterFeed.reading(rail, Quantity.CURRENT, sample.getOrDefault(channels.get(1), Double.NaN)));
        }
        feed.sweep(nanos, 0, readings);
    }

    private static double value(Matcher match) {
        double number =
                switch (match.group(2)) {
                    case "OL", "inf", "+inf", "-inf", "nan", "+nan", "-nan" -> Double.NaN;
                    default -> Double.parseDouble(match.group(2));
                };
        String prefix = match.group(3) == null ? "" : match.group(3);
        return number
                * switch (prefix) {
                    case "p" -> 1e-12;
                    case "n" -> 1e-9;
                    case "u", "µ" -> 1e-6;
                    case "m" -> 1e-3;
                    case "k" -> 1e3;
                    case "M" -> 1e6;
                    default -> 1;
                };
    }
}
