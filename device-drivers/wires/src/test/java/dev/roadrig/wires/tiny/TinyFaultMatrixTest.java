package dev.roadrig.wires.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.tiny.TinyFault;
import dev.roadrig.boards.tiny.TinyFault.Kind;
import dev.roadrig.boards.tiny.TinySpec;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a board can do to the driver, whose failure that is, and that no verdict comes later than its deadline. */
class TinyFaultMatrixTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration DEADLINE = Duration.ofMillis(400);
    /** Long enough that whoever waits is awake again after the deadline and before the answer. */
    private static final Duration WELL_AFTER_IT = DEADLINE.plusSeconds(2);

    private static final Duration SOME_WORDS_COME = Duration.ofSeconds(2);
    /** Beyond the deadline, on a machine that is busy with other things. */
    private static final Duration LATE = Duration.ofSeconds(5);

    private final RealTicker ticker = new RealTicker("test");

    @AfterEach
    void nothing_is_left() {
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-near-")
                        || thread.getName().startsWith("rr-far-")));
    }

    /** What ends by itself must do so before a deadline that no machine is too slow for. */
    private static Duration deadline(Kind kind) {
        return switch (kind) {
            case RESET, BANNER, NO_LAP, HANG_UP -> LONG;
            case NO_READY, GARBLED -> SOME_WORDS_COME;
            default -> DEADLINE;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "SILENT, tiny.silent, UNKNOWN, false",
        "LATE, tiny.silent, UNKNOWN, true",
        "NO_READY, tiny.incomplete, UNKNOWN, true",
        "GARBLED, tiny.garbled, UNKNOWN, true",
        "NO_LAP, tiny.unexpected, UNKNOWN, true",
        "RESET, board.reset, BOARD, true",
        "BANNER, board.reset, BOARD, true",
        "HANG_UP, console.lost, RIG, false"
    })
    void a_fault_in_an_inference_has_a_name_and_an_end_and_the_next_answer_is_its_own(
            Kind kind, String code, Culprit culprit, boolean goesOn) throws Exception {
        Duration delay = kind == Kind.LATE ? WELL_AFTER_IT : Duration.ofMillis(20);
        TinySpec spec = Bench.signs().with(TinyFault.at("infer", 2, kind).after(delay));
        byte[] tensor = new byte[Bench.SIGN_BYTES];
        new Random(3).nextBytes(tensor);
        try (var bench = Bench.of(spec, ticker)) {
            TinyBoard board = TinyBoard.on(bench.console(), TinyWire.DIRECT, ticker, "near", ticker.in(LONG));
            board.load(tensor, ticker.in(LONG));
            TinyInference good = board.infer(1, 0, ticker.in(LONG));
            long from = ticker.nanos();
            Duration deadline = deadline(kind);
            RunFault fault = catchThrowableOfType(RunFault.class, () -> board.infer(1, 0, ticker.in(deadline)));
            assertThat(fault).isNotNull();
            assertThat(fault.code()).as(fault.getMessage()).isEqualTo(code);
            assertThat(fault.culprit()).isEqualTo(culprit);
            assertThat(fault.evidence()).isNotEmpty();
            assertThat(Duration.ofNanos(ticker.nanos() - from))
                    .isLessThan(deadline.equals(LONG) ? LONG : deadline.plus(LATE));
            if (goesOn) {
                board.load(tensor, ticker.in(LONG));
                assertThat(board.infer(1, 0, ticker.in(LONG)).results()).isEqualTo(good.results());
            }
        }
    }

    @Test
    void a_port_with_nothing_behind_it_is_silent_by_the_deadline() throws Exception {
        TinySpec spec = Bench.signs().with(TinyFault.at("", 1, Kind.SILENT));
        try (var bench = Bench.of(spec, ticker)) {
            await().atMost(LONG)
                    .until(() ->
                            String.join("\n", bench.console().log().tail(9)).contains("m-ready"));
            long from = ticker.nanos();
            RunFault fault = catchThrowableOfType(
                    RunFault.class,
                    () -> TinyBoard.on(bench.console(), TinyWire.DIRECT, ticker, "near", ticker.in(DEADLINE)));
            assertThat(fault).isNotNull();
            assertThat(fault.code()).isEqualTo("tiny.silent");
            assertThat(fault)
                    .hasMessageContaining("Check its power, the baud rate and that its firmware is MLPerf Tiny's.");
            assertThat(Duration.ofNanos(ticker.nanos() - from)).isLessThan(DEADLINE.plus(LATE));
        }
    }
}
