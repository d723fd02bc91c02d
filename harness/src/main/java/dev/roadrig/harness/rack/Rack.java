package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.MissingFile;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which boards exist and how each is reached: passive facts.
 *
 * @param name the rack's name
 * @param file where it is written
 * @param boards by name, in the order of the file
 * @param incomplete boards that cannot be used, by name: a file of theirs is not there
 */
public record Rack(String name, Path file, Map<String, RackBoard> boards, Map<String, MissingFile> incomplete) {
    public Rack {
        boards = Collections.unmodifiableMap(new LinkedHashMap<>(boards));
        incomplete = Collections.unmodifiableMap(new LinkedHashMap<>(incomplete));
    }

    /** All names, those of incomplete boards last. */
    public List<String> names() {
        return Stream.concat(boards.keySet().stream(), incomplete.keySet().stream())
                .toList();
    }

    /**
     * The board of a rack that has one.
     *
     * @param which how to say which of several, such as {@code --board}
     * @throws BadInput where there are several, and where it is incomplete
     */
    public RackBoard only(String which) {
        if (names().size() > 1) {
            throw new BadInput("Rack " + name + " has " + names().size() + " boards; say which with " + which + ": "
                    + String.join(", ", names()) + ".");
        }
        return board(names().get(0));
    }

    /** A board by its name. Throws {@link BadInput} that names those there are, or what is missing for it. */
    public RackBoard board(String wanted) {
        MissingFile missing = incomplete.get(wanted);
        if (missing != null) {
            throw missing;
        }
        RackBoard board = boards.get(wanted);
        if (board == null) {
            throw new BadInput(file + ": there is no board " + Wording.quote(wanted) + " in rack " + Wording.quote(name)
                    + Wording.instead(wanted, names()));
        }
        return board;
    }

    /** All that its boards keep as references. */
    public List<Secret> secrets() {
        return boards.values().stream()
                .flatMap(board -> board.secrets().stream())
                .toList();
    }
}
