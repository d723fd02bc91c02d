package dev.roadrig.scenarios.model;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Class names by number, and the class number of each output index. */
final class ModelLabels {
    /** More classes than any published classifier has. */
    static final int MOST = 100_000;

    private static final long MAX_BYTES = 8 << 20;

    private ModelLabels() {}

    /** A list of names, or a text file with one name a line, or a CSV file with number,name a line. */
    static List<String> read(YamlNode node) {
        List<String> labels;
        if (node instanceof YamlList list) {
            labels = list.scalars().stream().map(YamlScalar::text).toList();
        } else {
            YamlScalar file = node.asScalar();
            Path path = file.file();
            labels = file.inPlace(() -> fromFile(path, file.text()));
        }
        if (labels.isEmpty() || labels.size() > MOST) {
            throw node.bad("there are " + labels.size() + " labels; a classifier has from 1 to " + MOST);
        }
        Set<String> seen = new HashSet<>();
        for (String label : labels) {
            if (!seen.add(label)) {
                throw node.bad("the label " + Wording.quote(label) + " is there twice");
            }
        }
        return labels;
    }

    private static List<String> fromFile(Path file, String shown) {
        List<String> lines = lines(file, shown);
        boolean numbered = lines.stream()
                .findFirst()
                .map(l -> l.matches("\\d{1,6}\\s*,.*"))
                .orElse(false);
        if (!numbered) {
            return lines;
        }
        List<String> labels = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split(",", 2);
            if (cells.length < 2 || !cells[0].strip().equals(Integer.toString(labels.size())) || cells[1].isBlank()) {
                throw new BadInput(Wording.quote(shown) + " does not go on with class " + labels.size() + " at "
                        + Wording.quote(line) + "; write number,name from 0 on without gaps");
            }
            labels.add(cells[1].strip());
        }
        return labels;
    }

    private static List<String> lines(Path file, String shown) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInput(Wording.quote(shown) + " is over 8 MiB; labels are never that long");
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(String::strip)
                    .toList();
            int last = lines.size();
            while (last > 0 && lines.get(last - 1).isEmpty()) {
                last--;
            }
            int blank = lines.indexOf("");
            if (blank >= 0 && blank < last) {
                throw new BadInput(Wording.quote(shown) + " has an empty line " + (blank + 1));
            }
            return lines.subList(0, last);
        } catch (CharacterCodingException e) {
            throw new BadInput(Wording.quote(shown) + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new BadInput(Wording.quote(shown) + " cannot be read: " + FileTrouble.why(e), e);
        }
    }

    /**
     * {@code numeric} is the identity; {@code lexicographic} is the order of the numbers sorted as text (0, 1, 10, 11,
     * ..., 2, 20), as training on folders named by number gives; a list states the class number of each index.
     */
    static List<Integer> order(Optional<YamlNode> node, int classes) {
        if (node.isPresent() && node.get() instanceof YamlList list) {
            return explicit(list, classes);
        }
        String word = node.map(n -> n.asScalar().word(new String[] {"numeric", "lexicographic"}, w -> w))
                .orElse("numeric");
        Comparator<Integer> order =
                word.equals("numeric") ? Comparator.naturalOrder() : Comparator.comparing(String::valueOf);
        return IntStream.range(0, classes).boxed().sorted(order).toList();
    }

    private static List<Integer> explicit(YamlList list, int classes) {
        if (list.items().size() != classes) {
            throw list.bad("there are " + list.items().size() + " output indices, but " + classes + " labels");
        }
        List<Integer> order = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (YamlScalar scalar : list.scalars()) {
            int number = Math.toIntExact(scalar.whole(0, classes - 1L));
            if (!seen.add(number)) {
                throw scalar.bad("class " + number + " is there twice");
            }
            order.add(number);
        }
        return order;
    }
}
