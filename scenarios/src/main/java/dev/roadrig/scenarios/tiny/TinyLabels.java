package dev.roadrig.scenarios.tiny;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The true classes of input files, from rows of {@code file, classes, class} as MLPerf Tiny's y_labels.csv has them. */
public final class TinyLabels {
    private static final long MOST_BYTES = 64L << 20;
    private static final int MOST_CLASSES = 100_000;

    private final Map<String, Integer> classes;

    private TinyLabels(Map<String, Integer> classes) {
        this.classes = classes;
    }

    /** @throws BadInput with file, line and reason */
    public static TinyLabels read(Path file) {
        List<String> lines;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new BadInput(file + " is larger than any list of labels: " + Files.size(file) + " bytes.");
            }
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw FileTrouble.unread("The labels", file, e);
        }
        Map<String, Integer> classes = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                take(classes, line, file + ":" + (i + 1) + ": ");
            }
        }
        if (classes.isEmpty()) {
            throw new BadInput(file + " holds no label. Write rows such as `emu_s_002009.bin,10,2`.");
        }
        return new TinyLabels(classes);
    }

    private static void take(Map<String, Integer> classes, String line, String place) {
        String[] cells = line.split(",", -1);
        int most = cells.length == 3 ? number(cells[1]) : -1;
        int label = cells.length == 3 ? number(cells[2]) : -1;
        if (label < 0 || most < 1 || label >= most) {
            throw new BadInput(place + Wording.quote(line)
                    + " is no label. Write file, number of classes and class from 0, such as `emu_s_002009.bin,10,2`.");
        }
        Integer before = classes.put(cells[0].strip(), label);
        if (before != null && before != label) {
            throw new BadInput(place + Wording.quote(cells[0]) + " has class " + before + " in a row before.");
        }
    }

    private static int number(String cell) {
        String digits = cell.strip();
        return digits.matches("\\d{1,6}") && Integer.parseInt(digits) <= MOST_CLASSES ? Integer.parseInt(digits) : -1;
    }

    /** The class of an input file, by its name without folder. */
    public OptionalInt of(String input) {
        Integer label = classes.get(input);
        return label == null ? OptionalInt.empty() : OptionalInt.of(label);
    }

    /** The files' names, in the order of the rows. */
    public List<String> inputs() {
        return List.copyOf(classes.keySet());
    }
}
