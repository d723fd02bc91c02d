package dev.roadrig.reports.allure;

import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is the same for all results of a report, as {@code environment.properties}. */
final class Environment {
    private Environment() {}

    /** Lines sorted by name, without the date that {@link Properties} puts first. */
    static String of(List<Judgement> judgements) {
        var facts = new TreeMap<String, String>();
        for (Judgement judgement : judgements) {
            RunStart start = judgement.runs().get(0).start();
            facts.put("roadrig", start.getRoadrigVersion());
            start.getBoardFactsMap().forEach((name, value) -> facts.put(start.getBoard() + "." + name, value));
        }
        var properties = new Properties();
        facts.forEach((name, value) -> properties.setProperty(SafeText.line(name), SafeText.line(value)));
        var text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
