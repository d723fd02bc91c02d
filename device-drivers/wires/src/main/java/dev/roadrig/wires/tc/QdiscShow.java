package dev.roadrig.wires.tc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code tc qdisc show}, by device. Left out is what the kernel counts anew without a change of any queue: {@code refcnt}.
 *
 * @param byDevice the lines of each device, in their order, without the device
 */
public record QdiscShow(Map<String, List<String>> byDevice) {
    private static final Pattern LINE = Pattern.compile("(qdisc \\S+ \\S+) dev (\\S+) ?(.*)");
    private static final Pattern OWN = Pattern.compile("qdisc \\S+ 0: .*");

    public QdiscShow {
        Map<String, List<String>> copy = new TreeMap<>();
        byDevice.forEach((device, lines) -> copy.put(device, List.copyOf(lines)));
        byDevice = copy;
    }

    /** Reads what tc printed; a line of another form belongs to the one before it. */
    public static QdiscShow parse(String text) {
        Map<String, List<String>> devices = new TreeMap<>();
        List<String> last = new ArrayList<>();
        for (String line : text.split("\n")) {
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches()) {
                last = devices.computeIfAbsent(matcher.group(2), device -> new ArrayList<>());
                last.add((matcher.group(1) + " " + matcher.group(3))
                        .replaceAll(" refcnt \\d+", "")
                        .strip());
            } else if (!last.isEmpty() && !line.isBlank()) {
                last.set(last.size() - 1, last.get(last.size() - 1) + " " + line.strip());
            }
        }
        return new QdiscShow(devices);
    }

    List<String> of(String device) {
        return byDevice.getOrDefault(device, List.of());
    }

    /** A queue of a device that somebody chose: the kernel gives its own no handle, and only its own come back by themselves. */
    Optional<String> foreign(String device) {
        return of(device).stream()
                .filter(line -> !OWN.matcher(line + " ").matches())
                .findFirst()
                .map(line -> "its " + device + " has a queue that somebody chose, `" + line
                        + "`, which nobody could put back with all its filters; remove it (tc qdisc del), or use the"
                        + " gateway");
    }

    /** What differs from an earlier look, device by device, but for devices that came or went; empty for nothing. */
    List<String> differences(QdiscShow before) {
        List<String> differences = new ArrayList<>();
        before.byDevice.forEach((device, lines) -> {
            List<String> now = of(device);
            if (!now.isEmpty() && !now.equals(lines)) {
                differences.add(device + ": " + String.join(" | ", lines) + " became " + String.join(" | ", now));
            }
        });
        return differences;
    }
}
