package dev.roadrig.harness.replay;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.MessageWalk;
import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.drive.RecordedMessages.Channel;
import dev.roadrig.scenarios.drive.StampRule;
import dev.roadrig.scenarios.fault.BadInput;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recording's messages within the plan's window and topics, pass after pass. The next pass begins at the window's end,
 * or with the recording's last message (straightened: with the last one that is played). What the link's state was when
 * the window begins comes first in each pass.
 */
final class DriveFeed implements ReplayFeed {
    private static final String STATE = DriveTopic.LINK.topic();

    private final RecordedMessages recording;
    private final ReplayPlan plan;
    private final Account account;
    private final List<Channel> channels;
    private final Set<Integer> played;
    private final long fromNanos;
    private final long toNanos;
    private final Map<Integer, ReplayMessage> before = new LinkedHashMap<>();
    private final Deque<ReplayMessage> ready = new ArrayDeque<>();
    private final long[] seen;
    private @Nullable MessageWalk walk;
    private int pass;
    private boolean inWindow;
    private long passOffset;
    private long last;

    DriveFeed(RecordedMessages recording, ReplayPlan plan, Account account) {
        this.recording = recording;
        this.plan = plan;
        this.account = account;
        this.channels = recording.channels();
        this.played = recording.numbers(plan.topics());
        this.fromNanos = plan.from().toNanos();
        this.toNanos = plan.to().map(Duration::toNanos).orElse(Long.MAX_VALUE);
        this.seen = new long[channels.size()];
        channels.stream()
                .filter(channel -> !played.contains(channel.number()))
                .forEach(channel ->
                        account.filtered(channel.number(), channel.seen().messages() * plan.passes()));
    }

    @Override
    public @Nullable ReplayMessage next() {
        while (ready.isEmpty()) {
            MessageWalk here = walk;
            if (here == null && pass == plan.passes()) {
                return null;
            } else if (here == null) {
                begin();
            } else if (!here.next()) {
                end(naturalEnd(), false);
            } else {
                take(here, here.momentNanos() - recording.startNanos());
            }
        }
        return ready.remove();
    }

    private void begin() {
        pass++;
        inWindow = false;
        last = fromNanos;
        Arrays.fill(seen, 0);
        walk = recording.walk(plan.stamps(), played);
    }

    /** @param at since the recording's begin */
    private void take(MessageWalk here, long at) {
        if (at >= toNanos) {
            end(toNanos, true);
            return;
        }
        int number = here.channel();
        seen[number]++;
        Channel channel = channels.get(number);
        if (at < fromNanos) {
            if (!channel.topic().equals(STATE) || before.put(number, message(here, channel, fromNanos)) != null) {
                account.filtered(number, 1);
            }
            return;
        }
        enterWindow();
        last = at;
        ready.add(message(here, channel, at));
    }

    private ReplayMessage message(MessageWalk here, Channel channel, long at) {
        return new ReplayMessage(
                pass,
                channel,
                here.sequence(),
                here.logNanos(),
                passOffset + plan.rate().scaled(at - fromNanos),
                ByteString.copyFrom(here.data()));
    }

    private void enterWindow() {
        if (!inWindow) {
            inWindow = true;
            ready.addAll(before.values());
            before.clear();
        }
    }

    /** Whichever topics are played, so that replays of several keep step. */
    private long naturalEnd() {
        return plan.stamps() == StampRule.AS_RECORDED
                ? Math.min(toNanos, recording.endNanos() - recording.startNanos())
                : last;
    }

    /** Ends the pass; what the walk did not come to lies after the window. */
    private void end(long at, boolean cut) {
        walk = null;
        if (!inWindow && (!cut || before.isEmpty())) {
            throw new BadInput(recording.path() + " has no message from "
                    + plan.from().toMillis() + " ms to "
                    + plan.to().map(to -> to.toMillis() + " ms.").orElse("its end."));
        }
        enterWindow();
        for (int number : played) {
            long left = channels.get(number).seen().messages() - seen[number];
            if (left != 0 && !cut) {
                throw new IllegalStateException(left + " messages on "
                        + channels.get(number).topic() + " were counted at opening and not found again");
            }
            account.filtered(number, left);
        }
        passOffset += plan.rate().scaled(at - fromNanos);
    }
}
