package dev.roadrig.wires.meter.board;

import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.wires.meter.Cadence;
import dev.roadrig.wires.meter.LineMeter;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.RailNames;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.board.Rail;
import dev.roadrig.wires.tool.board.TegrastatsLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rails and temperatures from lines of tegrastats. */
final class TegrastatsReader implements LineMeter.Reader {
    private @Nullable Cadence cadence;
    private long lastNanos;

    @Override
    public void line(long nanos, String text, MeterFeed feed) {
        TegrastatsLine line;
        try {
            line = TegrastatsLine.of(text);
        } catch (NotUnderstood e) {
            feed.refused(1, "lines that are none of tegrastats");
            return;
        }
        List<String> names =
                RailNames.distinct(line.rails().stream().map(Rail::name).toList());
        Cadence every = cadence;
        if (every == null) {
            every = new Cadence(feed.setting().period().toNanos());
            cadence = every;
        }
        long missing = every.missing(nanos);
        if (missing > 0) {
            feed.lost(missing, "lines that did not come in their time");
            names.forEach(name -> feed.gap(lastNanos, nanos, name));
        }
        lastNanos = nanos;
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Rail rail = line.rails().get(i);
            readings.add(MeterFeed.watts(names.get(i), rail.milliwatts() / 1e3).toBuilder()
                    .setBoardTotal(rail.boardTotal())
                    .build());
        }
        line.celsius()
                .forEach((name, celsius) ->
                        readings.add(MeterFeed.reading(name, Reading.Quantity.TEMPERATURE, celsius)));
        if (names.isEmpty()) {
            feed.lost(1, "lines without a power rail");
        } else {
            feed.taken(1);
        }
        feed.sweep(nanos, 0, readings);
    }
}
