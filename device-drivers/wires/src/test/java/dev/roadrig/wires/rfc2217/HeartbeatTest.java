package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private final Heartbeat heartbeat = new Heartbeat(Duration.ofSeconds(3), 0);

    @BeforeEach
    void it_answered_the_first_question() {
        heartbeat.baud(9600);
        heartbeat.asked(at(1));
        heartbeat.heard(at(2));
        assertThat(heartbeat.answered()).isTrue();
    }

    private static long at(double seconds) {
        return Math.round(seconds * 1e9);
    }

    @Test
    void eight_seconds_of_silence_are_asked_about_and_twelve_more_are_too_long() {
        assertThat(heartbeat.due(at(9.99))).isFalse();
        assertThat(heartbeat.due(at(10))).isTrue();
        heartbeat.asked(at(10));
        assertThat(heartbeat.due(at(15))).as("asked already").isFalse();
        assertThat(heartbeat.overdue(at(21.99))).isZero();
        assertThat(heartbeat.overdue(at(22))).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void whatever_comes_is_a_sign_of_life_and_an_answer_that_follows_is_its_own() {
        heartbeat.asked(at(10));
        heartbeat.heard(at(11));
        assertThat(heartbeat.overdue(at(40))).isZero();
        assertThat(heartbeat.answered()).as("that of the question").isTrue();
        assertThat(heartbeat.answered()).as("that of nobody's question").isFalse();
        assertThat(heartbeat.due(at(18.9))).isFalse();
        assertThat(heartbeat.due(at(19))).isTrue();
    }

    @Test
    void what_was_written_has_its_time_on_the_line_before_a_question_and_before_the_end_of_patience() {
        // 10 s at 9600 baud.
        heartbeat.wrote(at(2), 4800);
        heartbeat.wrote(at(2), 4800);
        assertThat(heartbeat.due(at(19.99))).isFalse();
        assertThat(heartbeat.due(at(20))).isTrue();
        heartbeat.asked(at(20));
        heartbeat.wrote(at(30), 9600);
        assertThat(heartbeat.overdue(at(51.99))).isZero();
        assertThat(heartbeat.overdue(at(52))).isPositive();
    }

    @Test
    void a_server_that_never_answered_is_asked_once_and_held_to_nothing() {
        var mute = new Heartbeat(Duration.ofSeconds(3), 0);
        mute.asked(at(1));
        assertThat(mute.due(at(1000))).isFalse();
        assertThat(mute.overdue(at(1000))).isZero();
    }
}
