package dev.roadrig.harness.cli;

import dev.roadrig.harness.replay.LatePolicy;
import dev.roadrig.harness.replay.Rate;
import dev.roadrig.harness.replay.ReplayPlan;
import dev.roadrig.scenarios.drive.StampRule;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of a recording is played, and how. */
final class PlayOptions {
    @Option(
            names = "--rate",
            paramLabel = "RATE",
            defaultValue = "1",
            description = "0.1 to 10 times as fast as life, or max: as fast as the consumer takes it (default:"
                    + " ${DEFAULT-VALUE})")
    private String rate = "1";

    @Option(names = "--from", paramLabel = "TIME", description = "where it begins, since the first message")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "where it ends, itself not in it")
    private @Nullable String to;

    @Option(
            names = "--loop",
            paramLabel = "N",
            defaultValue = "1",
            description = "plays it N times, each message with its pass (default: ${DEFAULT-VALUE})")
    private int passes = 1;

    @Option(names = "--topic", split = ",", paramLabel = "TOPIC", description = "only these topics; without it all")
    private List<String> topics = List.of();

    @Option(
            names = "--late",
            paramLabel = "[TOPIC=]POLICY",
            description = "what becomes of messages that come due while the consumer is busy: queue (up to 1000 of a"
                    + " channel wait; queue:N up to N; then the oldest is dropped), latest-only, or block (none is dropped,"
                    + " and what follows is late); of a topic, or of all others (default: queue)")
    private List<String> late = List.of();

    @Option(
            names = "--stamps",
            paramLabel = "RULE",
            defaultValue = "as-recorded",
            description = "as-recorded: a message with an earlier stamp than its channel's last comes at once;"
                    + " straightened: steps of the clock are taken out (over 1 s back, or over 10 s of silence) (default:"
                    + " ${DEFAULT-VALUE})")
    private String stamps = "as-recorded";

    ReplayPlan plan() {
        Map<String, LatePolicy> policies = new HashMap<>();
        LatePolicy otherwise = LatePolicy.QUEUE;
        for (String rule : late) {
            int at = rule.lastIndexOf('=');
            if (at < 0) {
                otherwise = LatePolicy.of(rule);
            } else {
                policies.put(rule.substring(0, at), LatePolicy.of(rule.substring(at + 1)));
            }
        }
        return new ReplayPlan(
                Rate.of(rate),
                Optional.ofNullable(from).map(PlayOptions::time).orElse(Duration.ZERO),
                Optional.ofNullable(to).map(PlayOptions::time),
                passes,
                Set.copyOf(topics),
                policies,
                otherwise,
                stampRule());
    }

    private static Duration time(String text) {
        return Quantity.parse(text, Dimension.TIME).duration();
    }

    private StampRule stampRule() {
        List<String> words =
                Arrays.stream(StampRule.values()).map(StampRule::word).toList();
        return Arrays.stream(StampRule.values())
                .filter(rule -> rule.word().equals(stamps))
                .findFirst()
                .orElseThrow(() -> new BadInput("There is no rule " + Wording.quote(stamps) + " for stamps"
                        + Wording.instead(stamps, words) + "."));
    }
}
