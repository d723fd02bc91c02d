package dev.roadrig.wires.meter.board;

import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.wires.meter.LineMeter;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.RailNames;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Sweeps from the lines of {@link SysfsPlan#loop}. */
final class SysfsReader implements LineMeter.Reader {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,12}");
    private static final Pattern UPTIME = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,3})?");
    private static final Pattern BLANK = Pattern.compile(" ");

    private final List<SysfsRail> rails;
    private final int words;
    private final LateLines clock = new LateLines();
    private long next;
    private long lastNanos = -1;

    SysfsReader(List<SysfsRail> rails) {
        this.rails = List.copyOf(rails);
        words = 2 + rails.stream().mapToInt(rail -> rail.files().size()).sum();
    }

    @Override
    public void line(long nanos, String text, MeterFeed feed) {
        String[] word = BLANK.split(text);
        if (word.length != words || !NUMBER.matcher(word[0]).matches()) {
            feed.refused(1, "lines that are none of the board's loop");
            return;
        }
        long number = Long.parseLong(word[0]);
        boolean anew = number == 0 && next > 1;
        if (number < next && !anew) {
            feed.refused(1, "lines that came twice");
            return;
        }
        long written = UPTIME.matcher(word[1]).matches()
                ? clock.written(nanos, Math.round(Double.parseDouble(word[1]) * 1e9))
                : nanos;
        if (clock.late()) {
            feed.refused(0, "lines came late and are stamped by the board's own uptime");
        }
        if (anew) {
            long missed = (written - lastNanos) / feed.setting().period().toNanos() - 1;
            feed.lost(Math.max(1, missed), "the board's loop began anew");
            missing(written, rails, feed);
        } else if (number > next) {
            feed.lost(number - next, "lines missing by their numbers");
            missing(written, rails, feed);
        }
        next = number + 1;
        sweep(written, word, feed);
        lastNanos = written;
    }

    private void sweep(long written, String[] word, MeterFeed feed) {
        List<Reading> readings = new ArrayList<>();
        List<SysfsRail> off = new ArrayList<>();
        int at = 2;
        for (SysfsRail rail : rails) {
            double product = 1;
            for (int i = 0; i < rail.files().size(); i++, at++) {
                product *= NUMBER.matcher(word[at]).matches() ? Double.parseDouble(word[at]) : Double.NaN;
            }
            double watts = product / rail.parts();
            if (Double.isNaN(watts)) {
                off.add(rail);
            } else {
                readings.add(MeterFeed.watts(rail.name(), watts).toBuilder()
                        .setUpdateNs(rail.updateNanos())
                        .setBoardTotal(RailNames.isTotal(rail.name()))
                        .build());
            }
        }
        if (off.isEmpty()) {
            feed.taken(1);
        } else {
            feed.lost(1, "a sensor gave no number: " + off.get(0).name());
            missing(written, off, feed);
        }
        if (!readings.isEmpty()) {
            feed.sweep(written, 0, readings);
        }
    }

    private void missing(long written, List<SysfsRail> of, MeterFeed feed) {
        long from = lastNanos < 0 ? written - feed.setting().period().toNanos() : lastNanos;
        of.forEach(rail -> feed.gap(from, written, rail.name()));
    }
}
