package dev.roadrig.boards.board;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.boards.pty.Uart;
import dev.roadrig.scenarios.time.RealTicker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsoleTtyTest {
    private final List<String> interrupted = new ArrayList<>();

    private void begin(ConsoleTty tty) throws InterruptedException {
        String command = tty.readLine().orElseThrow();
        tty.onInterrupt(() -> interrupted.add(command));
    }

    @Test
    void ctrl_c_ends_a_command_that_was_typed_before_it_even_where_a_slow_shell_begins_it_afterwards()
            throws Exception {
        try (var ticker = new RealTicker("tty-test");
                var uart = new Uart("tty-test", Pty.open(), 4_000_000, ticker, bytes -> {})) {
            var tty = new ConsoleTty(uart);
            tty.received("one\rtwo\r\u0003three\r".getBytes(US_ASCII));
            begin(tty);
            begin(tty);
            begin(tty);
            assertThat(interrupted).containsExactly("one", "two");
            tty.received("\u0003".getBytes(US_ASCII));
            assertThat(interrupted).containsExactly("one", "two", "three");
            tty.received("four\r\u0003".getBytes(US_ASCII));
            tty.reset();
            tty.received("of another boot\r".getBytes(US_ASCII));
            begin(tty);
            assertThat(interrupted).hasSize(4).last().isEqualTo("three");
        }
    }
}
