package dev.roadrig.wires.tiny;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.tiny.TinyLog;
import dev.roadrig.scenarios.tiny.TinyLogWriter;
import dev.roadrig.scenarios.tiny.TinyWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The driver talks to what real boards said, line by line as the official runner's logs have it. */
class ReplayedSessionsTest {
    private static final String SESSIONS = "mlperf-tiny-results/sessions";

    @TestFactory
    Stream<DynamicTest> the_driver_takes_from_a_real_boards_lines_what_the_logs_reader_takes() throws IOException {
        Path root = SharedFolder.data(SESSIONS);
        List<Path> logs;
        try (Stream<Path> files = Files.walk(root)) {
            logs = files.filter(file -> file.endsWith(TinyLogWriter.FILE))
                    .sorted()
                    .toList();
        }
        assertThat(logs).hasSizeGreaterThanOrEqualTo(9);
        return logs.stream()
                .map(log -> DynamicTest.dynamicTest(root.relativize(log).toString(), () -> replay(log)));
    }

    private static void replay(Path log) throws Exception {
        TinyLog read = TinyLog.read(log);
        try (var ticker = new RealTicker("test")) {
            var deadline = ticker.in(Duration.ofSeconds(60));
            TinyBoard board = TinyBoard.on(new RealLines(log, ticker), TinyWire.DIRECT, ticker, "b", deadline);
            for (TinyWindow window : read.windows()) {
                TinyInference answer = board.infer(window.runs(), window.warmups(), deadline);
                assertThat(answer.elapsedMicros()).isEqualTo(window.elapsedMicros());
                assertThat(answer.results()).isEqualTo(window.results());
            }
        }
    }

    /** Answers each {@code infer} with the next of the log's, from {@code m-warmup-start} to {@code m-ready}. */
    private static final class RealLines implements Console {
        private static final Pattern BOARD = Pattern.compile("\\S+ (?:dut: |io: \\[dut]: )(.*)");

        private final RealTicker ticker;
        private final Deque<String> answers = new ArrayDeque<>();
        private final List<Listener> listeners = new ArrayList<>();

        RealLines(Path log, RealTicker ticker) throws IOException {
            this.ticker = ticker;
            var answer = new StringBuilder();
            for (String line : Files.readAllLines(log, ISO_8859_1)) {
                Matcher said = BOARD.matcher(line);
                if (said.matches()) {
                    answer.append(said.group(1)).append("\r\n");
                    if (said.group(1).equals("m-ready")) {
                        if (answer.indexOf("m-warmup-start") == 0) {
                            answers.add(answer.toString());
                        }
                        answer.setLength(0);
                    }
                }
            }
        }

        @Override
        public void write(byte[] bytes, Deadline deadline) {
            String command = new String(bytes, ISO_8859_1).replace("%", "");
            String answer = command.startsWith("infer ")
                    ? answers.removeFirst()
                    : "e-[Unknown command: " + command + "]\r\nm-ready\r\n";
            byte[] all = answer.getBytes(ISO_8859_1);
            listeners.forEach(listener -> listener.received(ticker.nanos(), all));
        }

        @Override
        public void listen(Listener listener) {
            listeners.add(listener);
        }

        @Override
        public void close() {}
    }
}
