package dev.roadrig.scenarios.observe;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a board's lines mean: the block {@code observe} of a board in a rack, or a file that holds such a block.
 *
 * <pre>{@code
 * observe:
 *   console:
 *     - pattern: 'infer frame=(?<frame>\d+) class=(?<label>[\w,-]+) .* t=(?<t>[\d.]+)ms'
 *       result: {frame: frame, label: class, t: {as: inference, unit: ms}}     # each group with its meaning
 *     - pattern: 'CPU temp (?<cpu>[\d.]+)C'
 *       measure: {cpu: {as: temperature, unit: C}}                             # the group's name is the sensor's
 *   delay: 16ms                                   # the longest that a USB bridge or a network holds a line back
 * }</pre>
 */
public final class ObserversFile {
    private static final int MOST_OBSERVERS = 50;

    private ObserversFile() {}

    /** A file with the key {@code observe} at its top. */
    public static Observers read(Path path) {
        return block(YamlFile.read(path).top().only("observe").map("observe"));
    }

    /**
     * A text of that form, such as a record keeps.
     *
     * @param source what it is, for messages
     */
    public static Observers parse(String source, String text) {
        return text.isEmpty()
                ? Observers.NONE
                : block(YamlFile.parse(source, text).only("observe").map("observe"));
    }

    /** The block itself. */
    public static Observers block(YamlMap observe) {
        YamlList list = observe.only("console", "delay").list("console");
        if (list.items().isEmpty()) {
            throw list.bad("there is no observer; leave `observe` out, or write one with a pattern");
        }
        if (list.items().size() > MOST_OBSERVERS) {
            throw list.bad("there are over " + MOST_OBSERVERS + " observers, and every line is searched by each");
        }
        List<LineObserver> console = new ArrayList<>();
        for (YamlMap one : list.maps()) {
            LineObserver observer = ObserverReader.read(one);
            console.stream()
                    .filter(o ->
                            o.pattern().toString().equals(observer.pattern().toString()))
                    .findFirst()
                    .ifPresent(o -> {
                        throw one.badKey("pattern", Wording.quote(o.pattern().toString()) + " is there already");
                    });
            console.add(observer);
        }
        return new Observers(
                console,
                observe.optionalScalar("delay").map(s -> s.duration(Duration.ZERO)),
                "observe:\n" + observe.written().indent(2));
    }
}
