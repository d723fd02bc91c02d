package dev.roadrig.reports.observe;

import dev.roadrig.scenarios.observe.Group;
import dev.roadrig.scenarios.observe.LineObserver;
import dev.roadrig.scenarios.observe.Meaning;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Result;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Turns the texts of a pattern's groups into values; what cannot be one spoils the whole line. */
final class LineValues {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal MOST_NANOS = BigDecimal.valueOf(Long.MAX_VALUE / 4);

    private final List<String> labels;

    /** @param labels class names by class number; empty where the model has none */
    LineValues(List<String> labels) {
        this.labels = labels;
    }

    /** The answer in a line; groups that took no part in the match are absent. */
    Optional<ConsoleAnswer> answer(
            LineObserver observer, Map<String, String> texts, ConsoleLine line, ConsoleFloor floor) {
        Result.Builder result = Result.newBuilder().setReceivedNs(line.endNanos());
        Map<Meaning, Long> times = new EnumMap<>(Meaning.class);
        Optional<Float> score = Optional.empty();
        for (Group group : observer.groups()) {
            String text = texts.get(group.name());
            if (text == null) {
                continue;
            }
            Optional<BigDecimal> number = group.number(text);
            if (group.meaning() == Meaning.CLASS) {
                Optional<List<Integer>> classes = classes(text);
                if (classes.isEmpty()) {
                    return Optional.empty();
                }
                classes.get()
                        .forEach(c -> result.addDecoded(Decoded.newBuilder().setClassId(c)));
            } else if (number.isEmpty()) {
                return Optional.empty();
            } else if (group.meaning() == Meaning.FRAME) {
                Optional<Integer> frame = frame(number.get(), group.first());
                if (frame.isEmpty()) {
                    return Optional.empty();
                }
                result.setFrame(frame.get());
            } else if (group.meaning() == Meaning.SCORE) {
                score = number.map(BigDecimal::floatValue);
            } else {
                BigDecimal nanos = number.get().multiply(NANOS).setScale(0, RoundingMode.HALF_EVEN);
                if (nanos.signum() < 0 || nanos.compareTo(MOST_NANOS) > 0) {
                    return Optional.empty();
                }
                times.put(group.meaning(), nanos.longValueExact());
            }
        }
        if (observer.group(Meaning.FRAME).isPresent() && missing(Meaning.FRAME, observer, texts)) {
            return Optional.empty();
        }
        score.filter(s -> result.getDecodedCount() > 0)
                .ifPresent(s -> result.getDecodedBuilder(0).setScore(s));
        return Optional.of(new ConsoleAnswer(result.build(), times, held(line, floor)));
    }

    /** The wire had the line for its own time, and the reader until it looked. */
    private static OptionalLong held(ConsoleLine line, ConsoleFloor floor) {
        OptionalLong wire = floor.nanos(line.wireBytes());
        return wire.isEmpty()
                ? wire
                : OptionalLong.of(wire.getAsLong() + line.lateNanos().orElse(0));
    }

    private static boolean missing(Meaning meaning, LineObserver observer, Map<String, String> texts) {
        return observer.group(meaning).filter(g -> texts.containsKey(g.name())).isEmpty();
    }

    private static Optional<Integer> frame(BigDecimal number, long first) {
        BigDecimal frame = number.subtract(BigDecimal.valueOf(first));
        boolean whole = frame.stripTrailingZeros().scale() <= 0;
        return whole && frame.signum() >= 0 && frame.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0
                ? Optional.of(frame.intValueExact())
                : Optional.empty();
    }

    private Optional<List<Integer>> classes(String text) {
        List<Integer> classes = new ArrayList<>();
        if (text.equals("-")) {
            return Optional.of(classes);
        }
        for (String name : text.split(",", -1)) {
            int index = labels.indexOf(name.strip());
            if (index < 0 && name.strip().matches("\\d{1,6}")) {
                int number = Integer.parseInt(name.strip());
                index = labels.isEmpty() || number < labels.size() ? number : -1;
            }
            if (index < 0) {
                return Optional.empty();
            }
            classes.add(index);
        }
        return Optional.of(classes);
    }

    /** The readings in a line; empty where one of its values is no number. */
    static Optional<List<Reading>> readings(LineObserver observer, Map<String, String> texts) {
        List<Reading> readings = new ArrayList<>();
        for (Group group : observer.groups()) {
            String text = texts.get(group.name());
            if (text == null) {
                continue;
            }
            Optional<BigDecimal> number = group.number(text);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            readings.add(Reading.newBuilder()
                    .setName(group.name())
                    .setQuantity(quantity(group.meaning()))
                    .setValue(number.get().doubleValue())
                    .setSource("console")
                    .build());
        }
        return Optional.of(readings).filter(r -> !r.isEmpty());
    }

    private static Reading.Quantity quantity(Meaning meaning) {
        return switch (meaning) {
            case TEMPERATURE -> Reading.Quantity.TEMPERATURE;
            case POWER -> Reading.Quantity.POWER;
            case VOLTAGE -> Reading.Quantity.VOLTAGE;
            case MEMORY -> Reading.Quantity.MEMORY;
            default -> throw new IllegalArgumentException(meaning + " is no reading");
        };
    }
}
