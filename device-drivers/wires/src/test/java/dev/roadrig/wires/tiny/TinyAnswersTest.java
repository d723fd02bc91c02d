package dev.roadrig.wires.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the driver makes of answers, whatever says them. */
class TinyAnswersTest {
    private static final String START = "m-warmup-start-0 / m-warmup-done / m-infer-start-1 / ";
    private static final String LAPS = "m-lap-us-10 / m-lap-us-25 / ";
    private static final String DONE = "m-infer-done / ";

    private final RealTicker ticker = new RealTicker("test");

    @AfterEach
    void close() {
        ticker.close();
    }

    private Deadline soon() {
        return ticker.in(Duration.ofSeconds(20));
    }

    private TinyBoard answering(Map<String, String> answers, int pieceBytes, boolean echo) throws Exception {
        return TinyBoard.on(new ScriptedPort(answers, pieceBytes, echo, ticker), TinyWire.DIRECT, ticker, "b", soon());
    }

    private TinyInference inference(String answer) throws Exception {
        return answering(Map.of("infer 1 0", answer), 4096, false).infer(1, 0, soon());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64})
    void an_answer_is_the_same_however_it_is_split(int pieceBytes) throws Exception {
        for (boolean echo : List.of(false, true)) {
            TinyBoard board =
                    answering(Map.of("infer 1 0", START + LAPS + DONE + "m-results-[0.5,1]"), pieceBytes, echo);
            TinyInference answer = board.infer(1, 0, soon());
            assertThat(answer.results()).containsExactly(0.5, 1.0);
            assertThat(answer.elapsedMicros()).hasValue(15);
        }
    }

    @Test
    void a_clock_of_32_bits_that_starts_anew_is_one_lap_further() throws Exception {
        TinyInference answer = inference(START + "m-lap-us-4294967290 / m-lap-us-10 / " + DONE + "m-results-[1.000]");
        assertThat(answer.elapsedMicros()).hasValue(16);
        assertThat(answer.seconds()).isEqualTo(16e-6);
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> inference(START + "m-lap-us-5000000000 / m-lap-us-10 / " + DONE + "m-results-[1]"))
                .withMessageContaining("the stamps go back from 5000000000 to 10 us");
    }

    @Test
    void scores_with_exponents_signs_and_none_are_numbers_and_a_comma_behind_the_last_is_none() throws Exception {
        assertThat(inference(START + LAPS + DONE + "m-results-[1e-3,-2.5E+2,nan,-inf,0.996,]")
                        .results())
                .containsExactly(0.001, -250.0, Double.NaN, Double.NEGATIVE_INFINITY, 0.996);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m-warmup-start-0 / m-warmup-done / m-infer-start-2 / m-infer-done / m-results-[1] | no 'm-infer-start-1'",
                "m-warmup-start-1 / m-warmup-done / m-infer-start-1 / m-infer-done / m-results-[1] | no 'm-warmup-start-0'",
                "m-warmup-start-0 / m-infer-start-1 / m-lap-us-1 / m-infer-done / m-results-[1] | 1 time stamps; there are two",
                "m-warmup-start-0 / m-infer-start-1 / m-infer-done | 0 lines of m-results-[...]",
                "m-warmup-start-0 / m-infer-start-1 / m-infer-done / m-results-[0.1,x] | 0 lines of m-results-[...]",
                "m-warmup-start-0 / m-infer-start-1 / m-infer-done / m-results-[1] / m-results-[2] | 2 lines of m-results",
                "m-warmup-start-0 / m-infer-start-1 / m-results-[1] | no 'm-infer-done'"
            })
    void an_answer_whose_words_do_not_fit_is_not_believed(String answer, String why) {
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> inference(answer))
                .withMessageStartingWith("b answered 'infer 1 0' with ")
                .withMessageContaining(why)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("tiny.unexpected"));
    }

    @Test
    void an_error_and_what_the_reference_says_without_one_are_refusals_with_the_boards_own_words() {
        for (String said : List.of("e-[Inference iterations must be >0]", "Input db has 9 elemented, expected 490")) {
            assertThatExceptionOfType(BoardFault.class)
                    .isThrownBy(() -> inference(said + " / " + START + DONE + "m-results-[1]"))
                    .withMessageContaining(said)
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.refused"));
        }
    }

    @Test
    void a_refusal_that_quotes_a_word_that_was_not_sent_is_the_wires_and_not_the_boards() throws Exception {
        for (String said :
                List.of("e-[Unknown command: inf?r]", "e-[Unknown command: infer1 0]", "e-[Unknown command: ")) {
            TinyBoard board = answering(Map.of("infer 1 0", said), 4096, false);
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> board.infer(1, 0, soon()))
                    .withMessageStartingWith(
                            "b answered 'infer 1 0' with '" + said + "', which quotes a word that was not")
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("tiny.garbled"));
        }
        for (String said : List.of("e-[Unknown command: infer]", "e-[Unknown command: infer 1 0]")) {
            assertThatExceptionOfType(BoardFault.class).isThrownBy(() -> inference(said));
        }
    }

    @Test
    void a_bare_m_ready_before_the_answer_is_passed_over_and_before_a_time_stamp_is_no_energy_mode() throws Exception {
        String behind = "m-ready / m-profile-[f] / m-model-[m]";
        TinyBoard board = answering(
                Map.of("name", "m-ready / m-name-dut-[n]", "profile", behind, "timestamp", "m-lap-us-7"), 4096, false);
        assertThat(board.identity(soon()).model()).isEqualTo("m");
        TinyBoard late = answering(Map.of("timestamp", "m-ready / m-lap-us-7"), 4096, false);
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> late.timestamp(soon()))
                .withMessageContaining("m-ready before its time stamp");
    }

    @Test
    void a_tensor_is_loaded_when_its_last_chunk_says_so_and_no_other() throws Exception {
        String first = "db " + "00".repeat(31);
        String last = "db 00";
        String expecting = "m-[Expecting 32 bytes]";
        answering(Map.of("db load 32", expecting, first, "", last, "m-load-done"), 64, false)
                .load(new byte[32], soon());
        for (Map<String, String> wrong : List.of(
                Map.of("db load 32", expecting, first, "m-load-done", last, "m-load-done"),
                Map.of("db load 32", expecting, first, "", last, ""),
                Map.of("db load 32", "m-[Expecting 31 bytes]", first, "", last, "m-load-done"))) {
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> answering(wrong, 64, false).load(new byte[32], soon()))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("tiny.unexpected"));
        }
    }
}
