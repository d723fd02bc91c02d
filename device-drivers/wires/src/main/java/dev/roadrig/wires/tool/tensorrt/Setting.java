package dev.roadrig.wires.tool.tensorrt;

import dev.roadrig.wires.tool.ToolText;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What changes the meaning of trtexec's figures.
 *
 * @param version such as 10.16.1, where the text states it
 * @param line "up to 10", "from 11 on" or "not known"
 * @param transfers on, off or "not known"
 */
record Setting(Optional<String> version, String line, String transfers) {
    private static final Pattern PACKED = Pattern.compile("\\[TensorRT v([0-9]{4,6}+)\\]");
    private static final Pattern STATED = Pattern.compile("TensorRT version: ([0-9]{1,4}\\.[0-9]{1,4}\\.[0-9]{1,4})$");
    private static final Pattern OPTION = Pattern.compile("Data transfers: (Enabled|Disabled)$");
    private static final Pattern OLD_BLOCK = Pattern.compile("\\] Host Latency$");
    private static final Pattern SWITCHED_OFF = Pattern.compile("^&&&& .*\\s--noDataTransfers\\b");
    private static final int FIRST_WITHOUT_TRANSFERS = 11;

    static Setting of(ToolText text) {
        Optional<String> version = text.first(STATED)
                .map(match -> match.group(1))
                .or(() -> text.first(PACKED).map(match -> unpacked(match.group(1))));
        // Blocks under "Host Latency" ended with 7.
        Optional<Integer> major = version.map(v -> Integer.parseInt(v.substring(0, v.indexOf('.'))))
                .or(() -> text.has(OLD_BLOCK) ? Optional.of(7) : Optional.empty());
        String line = major.map(m -> m < FIRST_WITHOUT_TRANSFERS ? "up to 10" : "from 11 on")
                .orElse("not known");
        return new Setting(version, line, transfers(text, major));
    }

    private static String transfers(ToolText text, Optional<Integer> major) {
        if (text.has(SWITCHED_OFF)) {
            return "off";
        }
        Optional<MatchResult> option = text.first(OPTION);
        if (option.isPresent()) {
            return option.get().group(1).equals("Enabled") ? "on" : "off";
        }
        return major.map(m -> m < FIRST_WITHOUT_TRANSFERS ? "on" : "off").orElse("not known");
    }

    /** 8601 is 8.6.1 and 101601 is 10.16.1. */
    private static String unpacked(String digits) {
        int number = Integer.parseInt(digits);
        return digits.length() <= 4
                ? number / 1000 + "." + number / 100 % 10 + "." + number % 100
                : number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
    }
}
