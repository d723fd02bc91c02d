package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which boards exist and how each is reached: passive facts.
 *
 * @param name the rack's name
 * @param file where it is written
 * @param boards by name, in the order of the file; not empty
 */
public record Rack(String name, Path file, Map<String, RackBoard> boards) {
    public Rack {
        boards = Collections.unmodifiableMap(new LinkedHashMap<>(boards));
    }

    /** A board by its name. Throws {@link BadInput} that names those there are. */
    public RackBoard board(String wanted) {
        RackBoard board = boards.get(wanted);
        if (board == null) {
            throw new BadInput(file + ": there is no board " + Wording.quote(wanted) + " in rack " + Wording.quote(name)
                    + Wording.instead(wanted, boards.keySet()));
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
