package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a topic's messages that come due while the consumer is busy.
 *
 * @param word as a user writes it
 * @param mostWaiting how many of a channel wait; one more, and the oldest is dropped
 * @param holds whether the replay itself waits until the consumer has taken such a message
 */
public record LatePolicy(String word, int mostWaiting, boolean holds) {
    /** Up to a thousand wait. */
    public static final LatePolicy QUEUE = new LatePolicy("queue", 1_000, false);
    /** Only the newest one waits. */
    public static final LatePolicy LATEST_ONLY = new LatePolicy("latest-only", 1, false);
    /** None is dropped: everything after it is late by as long as the consumer was, and says so. */
    public static final LatePolicy BLOCK = new LatePolicy("block", Integer.MAX_VALUE, true);

    private static final Pattern QUEUE_OF = Pattern.compile("queue:([1-9]\\d{0,6})");

    /** Reads {@code queue}, {@code queue:200}, {@code latest-only} or {@code block}. */
    public static LatePolicy of(String word) {
        Matcher queue = QUEUE_OF.matcher(word);
        if (queue.matches()) {
            return new LatePolicy(word, Integer.parseInt(queue.group(1)), false);
        }
        List<LatePolicy> known = List.of(QUEUE, LATEST_ONLY, BLOCK);
        return known.stream()
                .filter(policy -> policy.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new BadInput("There is no policy " + Wording.quote(word) + " for a late consumer"
                        + Wording.instead(
                                word, known.stream().map(LatePolicy::word).toList())
                        + "; a queue may say how many messages wait at most, as in queue:200."));
    }
}
