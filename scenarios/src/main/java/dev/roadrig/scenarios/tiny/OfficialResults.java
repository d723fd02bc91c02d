package dev.roadrig.scenarios.tiny;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the official runner concluded from a session, from its {@value #FILE}.
 *
 * @param perSecond throughput a window, inferences a second
 * @param medianPerSecond its median
 * @param microjoules energy a window, uJ
 * @param medianMicrojoulesPerInference of the windows
 * @param top1Percent accuracy with one decimal
 * @param auc area under the curve with two decimals
 */
public record OfficialResults(
        List<Double> perSecond,
        OptionalDouble medianPerSecond,
        List<Double> microjoules,
        OptionalDouble medianMicrojoulesPerInference,
        OptionalDouble top1Percent,
        OptionalDouble auc) {
    public static final String FILE = "results.txt";
    private static final long MOST_BYTES = 16L << 20;
    private static final String NUMBER = " *(-?\\d+\\.?\\d*)";

    public OfficialResults {
        perSecond = List.copyOf(perSecond);
        microjoules = List.copyOf(microjoules);
    }

    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /** @throws BadInput when the file cannot be read or holds no result */
    public static OfficialResults read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new BadInput(file + " is larger than any such file: " + Files.size(file) + " bytes.");
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            var results = new OfficialResults(
                    all(text, "Throughput +:" + NUMBER + " inf\\./sec"),
                    one(text, "Median throughput is" + NUMBER),
                    all(text, "Energy +:" + NUMBER + " uJ"),
                    one(text, "Median energy cost is" + NUMBER),
                    one(text, "Top-1:" + NUMBER),
                    one(text, "AUC:" + NUMBER));
            if (results.medianPerSecond.isEmpty()
                    && results.medianMicrojoulesPerInference.isEmpty()
                    && results.top1Percent.isEmpty()
                    && results.auc.isEmpty()) {
                throw new BadInput(file + " holds no result of MLPerf Tiny's runner: no median, Top-1 or AUC.");
            }
            return results;
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }

    private static List<Double> all(String text, String pattern) {
        List<Double> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(Double.parseDouble(matcher.group(1)));
        }
        return found;
    }

    private static OptionalDouble one(String text, String pattern) {
        return all(text, pattern).stream().mapToDouble(Double::doubleValue).findFirst();
    }
}
