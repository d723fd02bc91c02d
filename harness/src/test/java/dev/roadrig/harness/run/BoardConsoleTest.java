package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.rfc2217.MemoryUart;
import dev.roadrig.boards.rfc2217.Rfc2217Server;
import dev.roadrig.boards.rfc2217.SecondClient;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.ports.telnet.PortControl;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardConsoleTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final MemoryUart uart = new MemoryUart();

    private void record(Object message) {
        if (message instanceof BoardEvent event) {
            events.add(event.getKind() + " " + event.getText());
        }
    }

    private void awaitEvents(int count) {
        await().atMost(LONG).until(() -> events.size() >= count);
    }

    @Test
    void what_a_terminal_server_tells_of_its_line_is_in_the_record_with_its_counts(@TempDir Path folder)
            throws Exception {
        uart.modemLines(PortControl.MODEM_DSR);
        try (var ticker = new RealTicker("board-console");
                var server = new Rfc2217Server(uart, SecondClient.REFUSE);
                var owned = new Closer()) {
            RackBoard board = RackFile.read(Files.writeString(
                            folder.resolve("rack.yaml"),
                            "rack: r\nboards:\n  b:\n    console: {serial: \"rfc2217://127.0.0.1:%d\"}\n"
                                    .formatted(server.port())))
                    .board("b");
            var rig = new Rig(ticker, (nanos, message) -> record(message), new FaultLine(ticker), Progress.SILENT);
            BoardConsole.open(rig, board, board.console().orElseThrow(), (nanos, event) -> {}, owned);
            awaitEvents(1);
            uart.lineErrors(PortControl.LINE_FRAMING);
            awaitEvents(2);
            uart.lineErrors(PortControl.LINE_BREAK | PortControl.LINE_OVERRUN);
            awaitEvents(3);
            uart.modemLines(PortControl.MODEM_DSR | PortControl.MODEM_CTS);
            awaitEvents(4);
        }
        assertThat(events)
                .containsExactly(
                        "MODEM_LINES on: DSR; off: carrier, ring, CTS",
                        "LINE_ERRORS framing once",
                        "LINE_ERRORS break once, overrun once",
                        "MODEM_LINES on: DSR, CTS; off: carrier, ring");
    }
}
