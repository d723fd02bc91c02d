package dev.roadrig.reports.allure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Carries the history of an earlier report into new results, so that the next report shows trends. Allure 2 keeps it in
 * the folder {@code history}; a report in one file holds the same files as base64 in calls of {@code d('NAME','...')}.
 */
public final class AllureHistory {
    private static final List<String> FILES = List.of(
            "history.json", "history-trend.json", "retry-trend.json", "duration-trend.json", "categories-trend.json");

    private AllureHistory() {}

    /**
     * @param earlier a report: one HTML file, or a folder
     * @param results where the next report will look
     * @return how many files were carried, 0 when the report holds no history
     */
    public static int carry(Path earlier, Path results) throws IOException {
        Path history = results.resolve("history");
        int carried = 0;
        for (String name : FILES) {
            Optional<byte[]> content = Files.isDirectory(earlier) ? fromFolder(earlier, name) : fromFile(earlier, name);
            if (content.isPresent()) {
                Files.createDirectories(history);
                Files.write(history.resolve(name), content.get());
                carried++;
            }
        }
        return carried;
    }

    private static Optional<byte[]> fromFolder(Path report, String name) throws IOException {
        Path file = report.resolve("history").resolve(name);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    private static Optional<byte[]> fromFile(Path report, String name) throws IOException {
        String html = Files.readString(report, StandardCharsets.ISO_8859_1);
        String call = "d('history/" + name + "','";
        int from = html.indexOf(call);
        int to = from < 0 ? -1 : html.indexOf('\'', from + call.length());
        if (to < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(html.substring(from + call.length(), to)));
        } catch (IllegalArgumentException e) {
            throw new IOException("the history in " + report + " is damaged: " + name + " is not base64", e);
        }
    }
}
