package dev.roadrig.scenarios.drive.align;

import dev.roadrig.scenarios.drive.v1.CanFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the speed on a CAN bus without a description of it: of all 16-bit fields at whole bytes, in both byte orders, the
 * one that looks most like the satellites' speed, whatever its scale. Looks at the first 2 million frames with data, of the
 * first 4,096 identifiers, at most 200,000 of one; what is over is said with what was found.
 */
public final class CanFields {
    private static final int MOST_FRAMES = 2_000_000;
    private static final int MOST_IDENTIFIERS = 4_096;
    private static final int MOST_OF_ONE = 200_000;
    private static final int LEAST_FRAMES = 20;
    private static final double CORRELATION = 0.9;
    private static final double ROUGHEST = 0.3;
    private static final double AGREE_SECONDS = 0.3;
    private static final double WORSE = 3;
    private static final double ROUGHER = 2;
    private static final int MOST_AGREEING = 8;
    /** One sigma of how late a speed is when it comes on a bus, filtered by its control unit: no shift tells it apart. */
    private static final double SENSOR_DELAY_NANOS = 30e6;

    private final Map<String, CanColumn> columns = new TreeMap<>();
    private int frames;
    private long ofFurtherIdentifiers;
    private long ofFullColumns;
    private long further;

    /** A field, and how it fits; its signal is made again where it is needed, since there may be thousands. */
    private record Found(CanColumn.Field field, ShiftSearch search, double step, long originNanos) {
        double shift() {
            // Signals of different identifiers begin at different stamps.
            return search.shift() * step + originNanos / 1e9;
        }

        Signal signal() {
            return field.signal().orElseThrow();
        }
    }

    /** A field that looks like the best one, and how rough its signal is. */
    private record Alike(Found found, double roughness) {}

    /** Takes a frame into account. */
    public void add(String bus, long localNanos, CanFrame frame) {
        if (frame.getError() || frame.getRemote() || frame.getData().size() < 2) {
            return;
        }
        if (frames >= MOST_FRAMES) {
            further++;
            return;
        }
        String id = String.format(Locale.ROOT, frame.getExtended() ? "%s id %08X" : "%s id %03X", bus, frame.getId());
        CanColumn column = columns.get(id);
        if (column == null && columns.size() >= MOST_IDENTIFIERS) {
            ofFurtherIdentifiers++;
        } else if (column != null && column.size() >= MOST_OF_ONE) {
            ofFullColumns++;
        } else {
            frames++;
            columns.computeIfAbsent(id, CanColumn::new).add(localNanos, frame.getData());
        }
    }

    /** What was not looked at, in words; empty where everything was. */
    private String left() {
        List<String> left = new ArrayList<>();
        if (ofFurtherIdentifiers > 0) {
            left.add(ofFurtherIdentifiers + " frames of identifiers after the first " + MOST_IDENTIFIERS);
        }
        if (ofFullColumns > 0) {
            left.add(ofFullColumns + " frames after the first " + MOST_OF_ONE + " of an identifier");
        }
        if (further > 0) {
            left.add(further + " frames after the first " + MOST_FRAMES);
        }
        return left.isEmpty() ? "" : "; not looked at: " + String.join(", ", left);
    }

    /** Aligns the bus's clock with a speed in UTC. */
    public Alignment align(SpeedReference speed) {
        Alignment found = search(speed);
        return found.because(found.method() + left());
    }

    private Alignment search(SpeedReference speed) {
        Optional<Signal> reference = speed.metresPerSecond();
        if (reference.isEmpty()) {
            return Alignment.none("no satellites' speed to compare with");
        }
        List<CanColumn.Field> fields = columns.values().stream()
                .filter(column -> column.size() >= LEAST_FRAMES)
                .flatMap(column -> column.fields().stream())
                .toList();
        var search =
                new SignalAlignment(reference.get(), SpeedReference.demand(CORRELATION, Math.max(1, fields.size())));
        List<Found> found = new ArrayList<>();
        for (CanColumn.Field field : fields) {
            field.signal().ifPresent(signal -> {
                SignalAlignment.Coarse coarse = search.coarse(signal);
                if (isSmooth(coarse.seen())) {
                    found.add(new Found(field, coarse.search(), coarse.step(), signal.originNanos()));
                }
            });
        }
        String against = " against " + speed.name();
        found.sort(
                Comparator.comparingDouble((Found f) -> f.search.correlation()).reversed());
        if (found.isEmpty()) {
            return Alignment.none("no field of 16 bits on the bus varies smoothly");
        }
        List<Found> agreeing = agreeing(found);
        Alignment best =
                search.of(agreeing.get(0).signal(), agreeing.get(0).field.name() + against);
        return best.isAligned() ? together(best, agreeing.subList(1, agreeing.size()), search) : best;
    }

    /**
     * The fields that look alike about as well as the best one and say the same, such as four wheels, the calmest first. A
     * field that mixes bytes of two others is not calm from sample to sample, whatever its means are.
     */
    private static List<Found> agreeing(List<Found> found) {
        Found best = found.get(0);
        List<Alike> alike = found.stream()
                .filter(other -> rest(other) <= WORSE * rest(best))
                .filter(other -> Math.abs(other.shift() - best.shift()) <= AGREE_SECONDS)
                .map(other -> new Alike(other, other.signal().roughness()))
                .sorted(Comparator.comparingDouble(Alike::roughness))
                .toList();
        double calmest = alike.get(0).roughness();
        return alike.stream()
                .filter(other -> other.roughness() <= ROUGHER * calmest)
                .limit(MOST_AGREEING)
                .map(Alike::found)
                .toList();
    }

    private static double rest(Found found) {
        return 1 - Math.pow(found.search.correlation(), 2);
    }

    /** The median of fields that agree; what they differ by, and what they are all late by, is in the residual. */
    private static Alignment together(Alignment one, List<Found> others, SignalAlignment search) {
        long at = one.clock().orElseThrow().localNanos();
        List<Long> offsets = new ArrayList<>(List.of(one.clock().orElseThrow().offset(at)));
        for (Found other : others) {
            search.of(other.signal(), "").clock().ifPresent(clock -> offsets.add(clock.offset(at)));
        }
        Collections.sort(offsets);
        long median = offsets.get(offsets.size() / 2);
        double squares = 0;
        for (long offset : offsets) {
            double apart = offset - median;
            squares += apart * apart;
        }
        double spread = offsets.size() < 2 ? 0 : squares / (offsets.size() - 1);
        double sigma = Math.hypot((double) one.residualNanos(), Math.hypot(Math.sqrt(spread), SENSOR_DELAY_NANOS));
        String method = offsets.size() == 1 ? one.method() : one.method() + ", median of " + offsets.size() + " fields";
        return Alignment.found(
                method,
                one.points(),
                new ClockMap(at, at + median, one.clock().orElseThrow().skew()),
                Math.round(sigma),
                one.skewNote());
    }

    /** Whether neighbours differ by little: counters, checksums and noise do not. */
    private static boolean isSmooth(double[] cells) {
        double steps = 0;
        double squares = 0;
        for (int i = 1; i < cells.length; i++) {
            double step = cells[i] - cells[i - 1];
            if (!Double.isNaN(step)) {
                steps += step * step;
                squares += cells[i] * cells[i];
            }
        }
        return squares > 0 && steps < ROUGHEST * squares;
    }
}
