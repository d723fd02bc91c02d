package dev.roadrig.agent;

import dev.roadrig.ports.agent.TelemetrySample;
import dev.roadrig.ports.agent.TelemetrySample.Quantity;
import dev.roadrig.ports.agent.TelemetrySample.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A board's sensors, read in sweeps; stamps are those of a sweep's begin. For one thread. */
final class Sensors {
    /** Chips come and go; listing them costs more than reading them. */
    private static final long LIST_AGAIN_NANOS = 1_000_000_000;

    private static final Pattern RSS = Pattern.compile("VmRSS:\\s*(\\d{1,15}) kB");

    private final SensorRoot root;
    private final BoardTime time;
    private List<SensorChip> chips = List.of();
    private long listedNanos;
    private boolean listed;

    Sensors(SensorRoot root, BoardTime time) {
        this.root = root;
        this.time = time;
    }

    /** One sweep. */
    TelemetrySample.Builder sweep() {
        long begun = time.nanos();
        if (!listed || begun - listedNanos >= LIST_AGAIN_NANOS) {
            chips = SensorChip.in(root.hwmon());
            listedNanos = begun;
            listed = true;
            begun = time.nanos();
        }
        var readings = new ArrayList<Reading>();
        chips.forEach(chip -> chip.read(readings));
        memory(readings);
        return TelemetrySample.newBuilder()
                .setBoardNs(begun)
                .setBootId(time.bootId())
                .addAllReadings(readings);
    }

    private void memory(List<Reading> into) {
        try (Stream<String> lines = Files.lines(root.processStatus())) {
            lines.map(RSS::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .map(matcher -> Long.parseLong(matcher.group(1)) * 1024.0)
                    .ifPresent(bytes -> into.add(Reading.newBuilder()
                            .setName("agent")
                            .setQuantity(Quantity.MEMORY)
                            .setValue(bytes)
                            .setSource(root.processStatus() + " VmRSS")
                            .build()));
        } catch (IOException | java.io.UncheckedIOException e) {
            // Not on this board, or gone for this sweep: absent.
            return;
        }
    }
}
