package dev.roadrig.wires.tiny;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.tiny.TinyFault;
import dev.roadrig.boards.tiny.TinyFault.Kind;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.tiny.TinyMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The driver against an emulated board over a real pseudo terminal: what it should do. */
class TinyBoardTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final RealTicker ticker = new RealTicker("test");

    @AfterEach
    void nothing_is_left() {
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-near-")
                        || thread.getName().startsWith("rr-far-")));
    }

    private Deadline soon() {
        return ticker.in(LONG);
    }

    private TinyBoard on(Bench bench, TinyWire wire) throws Exception {
        return TinyBoard.on(bench.console(), wire, ticker, "near", soon());
    }

    private static byte[] noise(long seed) {
        byte[] bytes = new byte[Bench.SIGN_BYTES];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void an_unread_banner_is_read_past_and_the_board_says_who_it_is() throws Exception {
        try (var bench = Bench.of(Bench.signs(), ticker)) {
            await().atMost(LONG)
                    .until(() ->
                            String.join("\n", bench.console().log().tail(9)).contains("m-ready"));
            TinyBoard board = on(bench, TinyWire.DIRECT);
            assertThat(board.identity(soon()))
                    .isEqualTo(new TinyIdentity(
                            "roadrig-emulated", "Roadrig emulated firmware 1", "signs", TinyMode.PERFORMANCE));
        }
    }

    @Test
    void a_network_answers_each_input_with_its_own_scores_and_the_boards_own_microseconds() throws Exception {
        try (var bench = Bench.of(Bench.signs(), ticker)) {
            TinyBoard board = on(bench, TinyWire.DIRECT);
            board.load(noise(1), soon());
            TinyInference first = board.infer(20, 0, soon());
            board.load(noise(2), soon());
            TinyInference second = board.infer(1, 3, soon());
            assertThat(first.results()).hasSize(43).isNotEqualTo(second.results());
            assertThat(first.elapsedMicros().orElseThrow())
                    .isBetween(
                            1L,
                            first.hostNanos() / 1_000 + Duration.ofSeconds(1).toNanos() / 1_000);
            board.load(noise(1), soon());
            assertThat(board.infer(1, 0, soon()).results()).isEqualTo(first.results());
        }
    }

    @Test
    void through_an_interface_board_only_what_the_board_itself_says_is_an_answer() throws Exception {
        try (var bench = Bench.of(Bench.signs().throughInterface(), ticker)) {
            TinyBoard board = on(bench, TinyWire.INTERFACE);
            assertThat(board.identity(soon()).model()).isEqualTo("signs");
            board.load(noise(1), soon());
            assertThat(board.infer(2, 0, soon()).results()).hasSize(43);
        }
    }

    @Test
    void in_energy_mode_a_bare_m_ready_is_proven_by_a_marker_and_inferences_have_no_microseconds() throws Exception {
        try (var bench = Bench.of(Bench.signs().in(TinyMode.ENERGY), ticker)) {
            TinyBoard board = on(bench, TinyWire.DIRECT);
            assertThat(board.identity(soon()).mode()).isEqualTo(TinyMode.ENERGY);
            board.load(noise(1), soon());
            TinyInference answer = board.infer(2, 1, soon());
            assertThat(answer.elapsedMicros()).isEmpty();
            assertThat(answer.hostNanos()).isNotNegative();
        }
    }

    @Test
    void a_refusal_in_plain_text_is_one_and_the_tensor_from_before_is_not_run_for_this_one() throws Exception {
        try (var bench = Bench.of(Bench.signs(), ticker)) {
            TinyBoard board = on(bench, TinyWire.DIRECT);
            board.load(noise(1), soon());
            TinyInference good = board.infer(1, 0, soon());
            board.load(new byte[100], soon());
            assertThatExceptionOfType(BoardFault.class)
                    .isThrownBy(() -> board.infer(1, 0, soon()))
                    .withMessage(
                            "near refused 'infer 1 0': 'Input db has 100 elemented, expected 3072'. Look at what its"
                                    + " firmware takes.")
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("board.refused"));
            assertThatExceptionOfType(BoardFault.class)
                    .isThrownBy(() -> board.load(new byte[27_649], soon()))
                    .withMessageContaining("exceeds maximum of 27648");
            board.load(noise(1), soon());
            assertThat(board.infer(1, 0, soon()).results()).isEqualTo(good.results());
        }
    }

    @Test
    void what_an_earlier_program_left_torn_and_unread_is_thrown_away() throws Exception {
        try (var bench = Bench.of(Bench.signs(), ticker)) {
            for (String left : List.of("name%profile%infer", "db 0011", "infer 3 0%", "name%name%name%db 0")) {
                bench.console().write(left.getBytes(US_ASCII), soon());
                TinyBoard board = on(bench, TinyWire.DIRECT);
                assertThat(board.identity(soon()).model()).as(left).isEqualTo("signs");
            }
        }
    }

    @Test
    void slow_answers_and_answers_in_pieces_are_whole() throws Exception {
        for (TinyFault fault : List.of(
                TinyFault.at("", 1, Kind.SLOW).after(Duration.ofMillis(40)),
                TinyFault.at("", 1, Kind.PIECES).after(Duration.ofMillis(1)))) {
            try (var bench = Bench.of(Bench.signs().with(fault), ticker)) {
                TinyBoard board = on(bench, TinyWire.DIRECT);
                assertThat(board.identity(soon()).model()).as(fault.toString()).isEqualTo("signs");
                assertThat(board.timestamp(soon())).isPresent();
            }
        }
    }

    @Test
    void a_board_that_starts_anew_when_its_port_is_opened_is_waited_for() throws Exception {
        var fault = TinyFault.at("", 1, Kind.BANNER).after(Duration.ofMillis(150));
        try (var bench = Bench.of(Bench.signs().with(fault), ticker)) {
            TinyBoard board = on(bench, TinyWire.DIRECT);
            assertThat(board.identity(soon()).name()).isEqualTo("roadrig-emulated");
        }
    }

    @Test
    void answers_that_come_after_their_deadline_are_never_taken_for_the_next_ones() throws Exception {
        var fault = TinyFault.at("infer", 1, Kind.LATE).after(Duration.ofSeconds(2));
        try (var bench = Bench.of(Bench.signs().with(fault), ticker)) {
            TinyBoard board = on(bench, TinyWire.DIRECT);
            board.load(noise(1), soon());
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(() -> board.infer(1, 0, ticker.in(Duration.ofMillis(200))))
                    .satisfies(late -> assertThat(late.code()).isEqualTo("tiny.silent"));
            board.load(noise(2), soon());
            TinyInference second = board.infer(1, 0, soon());
            board.load(noise(1), soon());
            TinyInference first = board.infer(1, 0, soon());
            board.load(noise(2), soon());
            assertThat(board.infer(1, 0, soon()).results()).isEqualTo(second.results());
            assertThat(second.results()).isNotEqualTo(first.results());
        }
    }

    @Test
    void a_stray_m_ready_puts_no_answer_behind() throws Exception {
        var fault = TinyFault.at("name", 1, Kind.STRAY_READY);
        try (var bench = Bench.of(Bench.signs().with(fault), ticker)) {
            TinyBoard board = on(bench, TinyWire.DIRECT);
            for (int i = 0; i < 5; i++) {
                assertThat(board.identity(soon()).model()).isEqualTo("signs");
                assertThat(board.timestamp(soon())).isPresent();
            }
        }
    }
}
