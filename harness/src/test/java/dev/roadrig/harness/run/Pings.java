package dev.roadrig.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What busybox's ping saw.
 *
 * @param sent how many went
 * @param answered their numbers from 0 on, each once, in the order of the answers
 * @param milliseconds of each answer's round trip
 * @param twice how many answers came again
 */
record Pings(int sent, List<Integer> answered, List<Double> milliseconds, int twice) {
    private static final Pattern ANSWER = Pattern.compile("seq=(\\d+) ttl=\\d+ time=([0-9.]+) ms( \\(DUP!\\))?");
    private static final Pattern SENT = Pattern.compile("(\\d+) packets transmitted");

    static Pings parse(String said) {
        Set<Integer> answered = new LinkedHashSet<>();
        List<Double> times = new ArrayList<>();
        int twice = 0;
        Matcher answer = ANSWER.matcher(said);
        while (answer.find()) {
            if (answered.add(Integer.parseInt(answer.group(1)))) {
                times.add(Double.parseDouble(answer.group(2)));
            } else {
                twice++;
            }
        }
        Matcher sent = SENT.matcher(said);
        return new Pings(
                sent.find() ? Integer.parseInt(sent.group(1)) : 0, List.copyOf(answered), List.copyOf(times), twice);
    }

    double median() {
        return milliseconds.stream().sorted().toList().get(milliseconds.size() / 2);
    }

    double least() {
        return milliseconds.stream().min(Double::compare).orElseThrow();
    }

    /** Standard deviation of the round trips, in milliseconds. */
    double deviation() {
        double mean = milliseconds.stream().mapToDouble(each -> each).average().orElseThrow();
        return Math.sqrt(milliseconds.stream()
                .mapToDouble(each -> (each - mean) * (each - mean))
                .average()
                .orElseThrow());
    }

    double lost() {
        return 1 - answered.size() / (double) sent;
    }

    /** The lengths of all rows of unanswered ones, in their order. */
    List<Integer> gaps() {
        List<Integer> gaps = new ArrayList<>();
        int before = -1;
        for (int number : answered.stream().sorted().toList()) {
            if (number > before + 1) {
                gaps.add(number - before - 1);
            }
            before = number;
        }
        if (sent > before + 1) {
            gaps.add(sent - before - 1);
        }
        return gaps;
    }

    /** How many came after one with a greater number. */
    long overtaken() {
        int greatest = -1;
        long count = 0;
        for (int number : answered) {
            count += number < greatest ? 1 : 0;
            greatest = Math.max(greatest, number);
        }
        return count;
    }
}
