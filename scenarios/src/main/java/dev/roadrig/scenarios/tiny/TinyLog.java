package dev.roadrig.scenarios.tiny;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log of MLPerf Tiny's runner, or one of ours in the same form: {@code SSSSS.mmm source: text} a line, where the board
 * speaks as {@code dut}, or as {@code io} with {@code [dut]: } before its text when an interface board is between.
 *
 * @param id of the session, as the runner names it
 * @param model that the board says to hold; empty when it was not asked
 * @param multi whether it ran over many inputs once each, for accuracy
 * @param windows in their order
 */
public record TinyLog(String id, String model, boolean multi, List<TinyWindow> windows) {
    private static final int LONGEST_LINE = 1 << 16;
    private static final Pattern ENTRY = Pattern.compile("(\\d{1,9}\\.\\d{3}) ([a-z0-9-]{1,20}): ?(.*)");
    private static final Pattern VIA_INTERFACE = Pattern.compile("\\[dut]: ?(.*)");

    public TinyLog {
        windows = List.copyOf(windows);
    }

    /**
     * One line.
     *
     * @param seconds on the runner's clock
     */
    record Entry(int number, double seconds, String source, String text) {
        /** What the board said in it. */
        Optional<TinyLine> board() {
            if (source.equals("dut")) {
                return Optional.of(new TinyLine(text));
            }
            Matcher via = VIA_INTERFACE.matcher(text);
            return source.equals("io") && via.matches() ? Optional.of(new TinyLine(via.group(1))) : Optional.empty();
        }
    }

    /**
     * Reads a log.
     *
     * @throws BadInput when it is no such log, or ends inside an inference: file, line and reason
     */
    public static TinyLog read(Path file) {
        var sitting = new TinyLogReader(file);
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
            List<String> other = new ArrayList<>();
            int number = 0;
            for (String line = next(in, file, 1); line != null; line = next(in, file, number + 1)) {
                number++;
                Matcher entry = ENTRY.matcher(line);
                if (entry.matches()) {
                    sitting.take(new Entry(number, Double.parseDouble(entry.group(1)), entry.group(2), entry.group(3)));
                } else if (!line.isBlank()) {
                    other.add(line);
                }
                if (number == other.size() && number > 20) {
                    break;
                }
            }
            return sitting.log(number, other.isEmpty() ? "" : Wording.quote(other.get(0)));
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }

    private static @org.jspecify.annotations.Nullable String next(BufferedReader in, Path file, int number)
            throws IOException {
        var line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            line.append((char) c);
            if (line.length() > LONGEST_LINE) {
                throw new BadInput("%s:%d: a line of more than %d characters; this is no log of the runner's."
                        .formatted(file, number, LONGEST_LINE));
            }
            c = in.read();
        }
        return line.toString().stripTrailing();
    }
}
