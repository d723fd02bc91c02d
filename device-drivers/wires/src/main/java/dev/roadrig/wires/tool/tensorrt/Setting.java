package dev.roadrig.wires.tool.tensorrt;

import dev.roadrig.wires.tool.ToolOptions;
import dev.roadrig.wires.tool.ToolText;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What trtexec's figures are of: its version, its command line, and whether transfers are in them.
 *
 * @param version such as 10.16.1, where the text states it
 * @param major the version's first number
 * @param options of the command line, which trtexec prints in its first and last lines
 * @param transfers on, off or "not known"
 */
record Setting(Optional<String> version, Optional<Integer> major, Optional<ToolOptions> options, String transfers) {
    /** From this version on CUDA graphs and spin wait are on by default, and transfers off. */
    private static final int FIRST_WITHOUT_TRANSFERS = 11;

    private static final int LAST_WITH_BLOCKS = 7;
    private static final Pattern PACKED = Pattern.compile("\\[TensorRT v([0-9]{4,6}+)\\]");
    private static final Pattern STATED = Pattern.compile("TensorRT version: ([0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4})$");
    private static final Pattern OPTION = Pattern.compile("Data transfers: (Enabled|Disabled)$");
    private static final Pattern OLD_BLOCK = Pattern.compile("\\] Host Latency$");
    private static final Pattern COMMAND = Pattern.compile("^&&&& [A-Z]++ TensorRT\\.trtexec[^#]{0,100}# (.*)$");
    private static final Pattern COPIED = Pattern.compile("(?:H2D|D2H) Latency: min = [0-9.]++ ms, max = (?!0 ms)");

    static Setting of(ToolText text) {
        Optional<String> version = text.first(STATED)
                .map(match -> match.group(1))
                .or(() -> text.first(PACKED).map(match -> unpacked(match.group(1))));
        Optional<Integer> major = version.map(v -> Integer.parseInt(v.substring(0, v.indexOf('.'))))
                .or(() -> text.has(OLD_BLOCK) ? Optional.of(LAST_WITH_BLOCKS) : Optional.empty());
        Optional<ToolOptions> options = text.first(COMMAND)
                .map(match -> ToolOptions.of(match.group(1)))
                .or(text::options);
        return new Setting(version, major, options, transfers(text, major, options));
    }

    /** "up to 10", "from 11 on" or "not known": across that line the defaults are of unlike meaning. */
    String line() {
        return major.map(m -> m < FIRST_WITHOUT_TRANSFERS ? "up to 10" : "from 11 on")
                .orElse("not known");
    }

    private static String transfers(ToolText text, Optional<Integer> major, Optional<ToolOptions> options) {
        Optional<MatchResult> option = text.first(OPTION);
        if (option.isPresent()) {
            return option.get().group(1).equals("Enabled") ? "on" : "off";
        }
        if (options.filter(o -> o.has("--noDataTransfers")).isPresent()) {
            return "off";
        }
        if (options.filter(o -> o.has("--includeDataTransfers")).isPresent() || text.has(COPIED)) {
            return "on";
        }
        boolean byDefault = options.isPresent() || major.equals(Optional.of(LAST_WITH_BLOCKS));
        return byDefault ? major.map(m -> m < FIRST_WITHOUT_TRANSFERS ? "on" : "off").orElse("not known") : "not known";
    }

    /** 8601 is 8.6.1 and 101601 is 10.16.1. */
    private static String unpacked(String digits) {
        int number = Integer.parseInt(digits);
        return digits.length() <= 4
                ? number / 1000 + "." + number / 100 % 10 + "." + number % 100
                : number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
    }
}
