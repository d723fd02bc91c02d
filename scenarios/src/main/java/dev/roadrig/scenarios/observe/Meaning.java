package dev.roadrig.scenarios.observe;

import dev.roadrig.scenarios.quantity.Dimension;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a group of a pattern is: the closed table of what a line can say. */
public enum Meaning {
    /** The frame's number at the product. */
    FRAME("frame", Kind.RESULT, null),
    /** Names of classes as the model's card has them, or their numbers; several with commas between, {@code -} for none. */
    CLASS("class", Kind.RESULT, null),
    /** Of the first class. */
    SCORE("score", Kind.RESULT, null),
    PREPROCESS("preprocess", Kind.RESULT, Dimension.TIME),
    INFERENCE("inference", Kind.RESULT, Dimension.TIME),
    POSTPROCESS("postprocess", Kind.RESULT, Dimension.TIME),
    /** From when the product had the frame until it printed the line: what a join by time goes by. */
    TOOK("took", Kind.RESULT, Dimension.TIME),
    TEMPERATURE("temperature", Kind.MEASURE, Dimension.TEMPERATURE),
    POWER("power", Kind.MEASURE, Dimension.POWER),
    VOLTAGE("voltage", Kind.MEASURE, Dimension.VOLTAGE),
    MEMORY("memory", Kind.MEASURE, Dimension.BYTES);

    /** Whether it belongs to an answer to a frame, or to a reading of a sensor. */
    public enum Kind {
        RESULT,
        MEASURE
    }

    private final String word;
    private final Kind kind;
    private final Optional<Dimension> dimension;

    Meaning(String word, Kind kind, @org.jspecify.annotations.Nullable Dimension dimension) {
        this.word = word;
        this.kind = kind;
        this.dimension = Optional.ofNullable(dimension);
    }

    /** As a rack file writes it. */
    public String word() {
        return word;
    }

    /** Of what it has a unit; empty for a meaning without one. */
    public Optional<Dimension> dimension() {
        return dimension;
    }

    static List<Meaning> of(Kind kind) {
        return Arrays.stream(values()).filter(m -> m.kind == kind).toList();
    }
}
