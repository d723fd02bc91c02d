package dev.roadrig.scenarios.yaml;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.MissingFile;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A single value of a YAML file, kept as it was written: {@code 0x10}, {@code on} and {@code 1_000} are text until a
 * reader asks for a type.
 *
 * @param text as written, without quotes; never empty
 */
public record YamlScalar(YamlPlace place, String key, String text) implements YamlNode {
    private static final int LONGEST_TITLE = 120;
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,19}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,40})?([eE][+-]?\\d{1,2})?");

    @Override
    public String kind() {
        return "the single value " + Wording.quote(text);
    }

    @Override
    public YamlScalar asScalar() {
        return this;
    }

    /** One line of printable text, at most 120 characters: a name that reports show. */
    public String title() {
        if (text.codePointCount(0, text.length()) > LONGEST_TITLE) {
            throw bad(Wording.quote(text) + " is over " + LONGEST_TITLE + " characters long");
        }
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw bad(Wording.quote(text) + " holds a control character");
        }
        return text;
    }

    /** A whole number in decimal digits, from {@code least} to {@code most}. */
    public long whole(long least, long most) {
        BigDecimal value = WHOLE.matcher(text).matches() ? new BigDecimal(text) : null;
        if (value == null
                || value.compareTo(BigDecimal.valueOf(least)) < 0
                || value.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw bad(Wording.quote(text) + " is not a whole number from " + least + " to " + most);
        }
        return value.longValueExact();
    }

    /** A decimal number without a unit. */
    public BigDecimal number() {
        if (!NUMBER.matcher(text).matches()) {
            throw bad(Wording.quote(text) + " is not a number");
        }
        return new BigDecimal(text);
    }

    /** {@code true} or {@code false}, and nothing else. */
    public boolean flag() {
        if (!text.equals("true") && !text.equals("false")) {
            throw bad(Wording.quote(text) + " is neither true nor false");
        }
        return text.equals("true");
    }

    /** A number with a unit of this dimension. */
    public Quantity quantity(Dimension dimension) {
        return inPlace(() -> Quantity.parse(text, dimension));
    }

    /** A time, not under {@code least}. */
    public Duration duration(Duration least) {
        Duration time = inPlace(() -> Quantity.parse(text, Dimension.TIME).duration());
        if (time.compareTo(least) < 0) {
            throw bad(Wording.quote(text) + (least.isZero() ? " is negative" : " is under " + shown(least)));
        }
        return time;
    }

    private static String shown(Duration time) {
        return time.toMillis() > 0 ? time.toMillis() + " ms" : time.toNanos() + " ns";
    }

    /** One of a closed table of words. */
    public <E> E word(E[] table, Function<E, String> word) {
        List<String> words = Arrays.stream(table).map(word).toList();
        int index = words.indexOf(text);
        if (index < 0) {
            throw bad(Wording.quote(text) + " is not known here" + Wording.instead(text, words));
        }
        return table[index];
    }

    /**
     * An existing file or folder, absolute. A relative path is relative to the file that this value stands in; one that
     * came as an override is relative to the overridden file too. What is not there is {@link MissingFile}.
     */
    public Path path() {
        return path("Correct the path.");
    }

    /** @param next what to do where it is not there and nothing near it is, as a sentence */
    public Path path(String next) {
        Path path = plainPath();
        if (!Files.exists(path)) {
            String meant = FileTrouble.meant(path);
            BadInput told = bad("there is no " + Wording.quote(text) + " (looked at " + path + ")"
                    + (meant.isEmpty() ? ". " + next : meant));
            throw new MissingFile(String.valueOf(told.getMessage()));
        }
        return path;
    }

    /** As {@link #path()}, and a regular file. */
    public Path file() {
        return file("Correct the path.");
    }

    /** @param next as of {@link #path(String)} */
    public Path file(String next) {
        Path path = path(next);
        if (!Files.isRegularFile(path)) {
            throw bad(Wording.quote(text) + " is not a file");
        }
        return path;
    }

    /** As {@link #path()}, there or not. */
    public Path plainPath() {
        try {
            return place.file().toAbsolutePath().resolveSibling(text).normalize();
        } catch (InvalidPathException e) {
            throw bad(Wording.quote(text) + " is not a path");
        }
    }
}
