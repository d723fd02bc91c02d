package dev.roadrig.wires.meter.board;

import dev.roadrig.wires.meter.RailNames;
import dev.roadrig.wires.ssh.ShellWord;
import dev.roadrig.wires.tool.ToolText;
import dev.roadrig.wires.tool.board.HwmonTree;
import dev.roadrig.wires.tool.board.HwmonTree.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which files of hwmon or of the older iio give a board's rails, found once by the names and i2c addresses of its chips:
 * their numbers change from boot to boot. Sums of an INA3221 (in7, curr4) are no rails.
 *
 * @param chips for people, such as ina3221 at 1-0040
 */
record SysfsPlan(List<SysfsRail> rails, List<String> chips) {
    private static final int LONGEST_LIST = 64;

    SysfsPlan {
        rails = List.copyOf(rails);
        chips = List.copyOf(chips);
    }

    /** Prints {@code path=value} of every file that can matter, and each chip's address on its bus. */
    static String look(String folder, boolean iio) {
        String files = iio
                ? "$d/name $d/in_*_input $d/rail_name_*"
                : "$d/name $d/in*_label $d/curr*_label $d/power*_label $d/in*_input $d/curr*_input $d/power*_input"
                        + " $d/power*_average $d/update_interval";
        return "for d in " + ShellWord.quote(folder) + "/*; do if [ -f $d/name ]; then for f in " + files
                + "; do if [ -f $f ]; then v=; read -r v < $f; echo \"$f=$v\"; fi; done;"
                + " a=$(readlink $d/device); echo \"$d/address=$a\"; fi; done";
    }

    static SysfsPlan of(String listing, boolean iio) {
        Map<String, Map<String, String>> byChip = new LinkedHashMap<>();
        listing.lines().forEach(line -> {
            int equals = line.indexOf('=');
            int slash = equals < 0 ? -1 : line.lastIndexOf('/', equals);
            if (slash > 0) {
                byChip.computeIfAbsent(line.substring(0, slash), folder -> new LinkedHashMap<>())
                        .put(
                                line.substring(slash + 1, equals),
                                line.substring(equals + 1).strip());
            }
        });
        List<Chip> chips = new ArrayList<>();
        byChip.forEach((folder, files) -> chips.add(new Chip(folder, files, iio)));
        chips.sort(Comparator.comparing(Chip::title));
        List<SysfsRail> rails = chips.stream()
                .flatMap(chip -> chip.rails().stream())
                .limit(LONGEST_LIST)
                .toList();
        List<String> names =
                RailNames.distinct(rails.stream().map(SysfsRail::name).toList());
        List<SysfsRail> named = new ArrayList<>();
        for (int i = 0; i < rails.size(); i++) {
            SysfsRail rail = rails.get(i);
            named.add(new SysfsRail(names.get(i), rail.files(), rail.parts(), rail.updateNanos()));
        }
        return new SysfsPlan(
                named,
                chips.stream()
                        .filter(chip -> !chip.rails().isEmpty())
                        .map(Chip::title)
                        .toList());
    }

    /** Prints a number, the uptime and each file's value, again and again; x for a value that is not to be had. */
    String loop(Duration period) {
        var script = new StringBuilder("n=0; while true; do u=-; read -r u i < /proc/uptime; l=\"$n ${u:--}\"; ");
        for (SysfsRail rail : rails) {
            for (String file : rail.files()) {
                script.append("v=; read -r v < ").append(ShellWord.quote(file)).append("; l=\"$l ${v:-x}\"; ");
            }
        }
        return script.append("echo \"$l\"; n=$((n+1)); sleep ")
                .append(String.format(java.util.Locale.ROOT, "%.3f", period.toNanos() / 1e9))
                .append("; done")
                .toString();
    }

    /** One chip's files. */
    private record Chip(String folder, Map<String, String> files, boolean iio) {
        String title() {
            return value("name").orElse("chip") + " at "
                    + value("address").map(Chip::last).orElse(last(folder));
        }

        private static String last(String path) {
            return path.substring(path.lastIndexOf('/') + 1);
        }

        private Optional<String> value(String file) {
            return Optional.ofNullable(files.get(file)).filter(value -> !value.isEmpty());
        }

        /** The reader of kept texts knows a chip by its folder's name, which can hold colons here. */
        private HwmonTree tree() {
            var text = new StringBuilder();
            files.forEach((file, value) -> text.append(iio ? "/iio0/" : "/hwmon0/")
                    .append(file)
                    .append(':')
                    .append(value)
                    .append('\n'));
            return HwmonTree.of(ToolText.of(text.toString()));
        }

        List<SysfsRail> rails() {
            HwmonTree tree = tree();
            long update = value("update_interval")
                    .filter(v -> v.matches("[0-9]{1,5}"))
                    .map(v -> Long.parseLong(v) * 1_000_000)
                    .orElse(0L);
            List<SysfsRail> rails = new ArrayList<>();
            for (Reading reading : tree.readings()) {
                if (reading.quantity().equals("W")) {
                    rails.add(new SysfsRail(name(reading), List.of(file(reading)), iio ? 1e3 : 1e6, update));
                } else if (reading.quantity().equals("A")
                        && same(tree, reading, "W").isEmpty()) {
                    same(tree, reading, "V")
                            .ifPresent(volts -> rails.add(
                                    new SysfsRail(name(reading), List.of(file(volts), file(reading)), 1e6, update)));
                }
            }
            return rails;
        }

        private static Optional<Reading> same(HwmonTree tree, Reading of, String quantity) {
            return tree.readings().stream()
                    .filter(r -> r.quantity().equals(quantity) && number(r).equals(number(of)))
                    .findFirst();
        }

        private static String number(Reading reading) {
            return reading.channel().replaceFirst("^[a-z]+", "");
        }

        private static String name(Reading reading) {
            return reading.label().replaceAll("[^A-Za-z0-9_.+-]", "_");
        }

        /** The file that a reading came from: of power there may be an average alone. */
        private String file(Reading reading) {
            String stem = folder + "/" + (iio ? "in_" : "") + reading.channel();
            boolean average = value(reading.channel() + "_input").isEmpty() && !iio;
            return stem + (average ? "_average" : "_input");
        }
    }
}
