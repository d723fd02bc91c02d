package dev.roadrig.reports.join;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.scenarios.record.v1.LateExit;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How late a question and its answer may have been by the link's own fault. Numbers are nanoseconds, made small. */
class LinkErrorsTest {
    private static LinkCarried.Builder part(boolean up, boolean stream, long... atAndLate) {
        LinkCarried.Builder part =
                LinkCarried.newBuilder().setUp(up).setStream(stream).setWindowNs(1_000);
        for (int i = 0; i < atAndLate.length; i += 2) {
            part.addLateExits(LateExit.newBuilder().setAtNs(atAndLate[i]).setLateNs(atAndLate[i + 1]));
        }
        return part;
    }

    private static LinkErrors errors(boolean stream) {
        return new LinkErrors(
                List.of(),
                List.of(
                        new At<>(
                                1_000,
                                part(true, stream, 100, 10, 300, 30, 310, 30)
                                        .setOtherLateNs(1)
                                        .build()),
                        new At<>(
                                1_000,
                                part(false, stream, 200, 20, 305, 10, 900, 90)
                                        .setOtherLateNs(2)
                                        .build())));
    }

    @Test
    void on_a_stream_a_question_and_its_answer_are_each_at_most_as_late_as_the_latest_of_their_way() {
        assertThat(errors(true).between(50, 500)).isEqualTo(30 + 20);
    }

    @Test
    void of_packets_every_time_in_which_something_was_held_too_long_counts_and_overlapping_times_once() {
        // 90 to 100, 180 to 200, and 270 to 310, and then the latest of those that are not told, each way.
        assertThat(errors(false).between(50, 500)).isEqualTo(10 + 20 + 40 + 1 + 2);
    }

    @Test
    void what_was_due_before_the_question_was_asked_counts_from_then_on() {
        assertThat(errors(false).between(190, 250)).isEqualTo(10 + 1 + 2);
        assertThat(errors(false).between(400, 500)).isEqualTo(1 + 2);
    }
}
