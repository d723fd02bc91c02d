package dev.roadrig.harness.rack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A board's firmware: how it states its version, and how another gets onto it.
 *
 * @param version a command for the board's shell that prints it
 * @param pattern what of that is the version: its first group, or all of it; empty for the first line
 * @param image how an image's file name tells its version, likewise; empty where it does not
 * @param knownGood what is put back where a new image does not boot
 * @param deadline for one flash
 * @param flash how
 * @param rescue how a board that does not boot is flashed; empty for the same way
 */
public record FirmwareWire(
        String version,
        Optional<Pattern> pattern,
        Optional<Pattern> image,
        Optional<KnownGood> knownGood,
        Duration deadline,
        FlashWire flash,
        Optional<FlashWire> rescue) {
    private static final int LONGEST = 4096;

    /**
     * An image that has proven itself.
     *
     * @param states the version that the board states once it has booted it
     */
    public record KnownGood(Path file, String states) {}

    /** The version in what the board printed; empty where there is none. */
    public Optional<String> stated(String printed) {
        String text = printed.substring(0, Math.min(printed.length(), LONGEST));
        return pattern.isPresent()
                ? first(pattern.get(), text)
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .findFirst();
    }

    /** The version that an image's file name tells. */
    public Optional<String> named(Path file) {
        return image.flatMap(p -> first(p, String.valueOf(file.getFileName())));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find()
                ? Optional.ofNullable(found.groupCount() > 0 ? found.group(1) : found.group())
                : Optional.empty();
    }
}
