package dev.roadrig.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.roadrig.boards.pty.Pty;
import dev.roadrig.scenarios.record.RunEntry;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run on a board whose console echoes its password letter by letter, and lets nobody in. */
class SecretsIT {
    private static final String PASSWORD = "correct-horse-7";

    @TempDir
    private Path folder;

    @Test
    void what_a_board_echoes_of_its_password_is_in_no_record_report_or_output() throws Exception {
        Pty pty = Pty.open();
        var board = new Thread(() -> serve(pty), "echoing-board");
        try (pty) {
            board.start();
            Files.writeString(folder.resolve("secret"), PASSWORD + "\n");
            Files.writeString(folder.resolve("rack.yaml"), """
                    rack: desk
                    boards:
                      real:
                        console: {serial: DEVICE, baud: 115200, login: root, password: "file:secret"}
                        boot: {first-sign: 5s}
                    """.replace("DEVICE", pty.path()));
            try (var command = RunningCommand.run(folder, "echoed")) {
                assertThat(command.exitCode()).as(command.said()).isEqualTo(3);
                assertThat(command.said()).contains("does not let root in").doesNotContain(PASSWORD);
                record(RunningCommand.onlyRecordIn(command.out()));
                written(command.out());
            }
        }
        ThreadEnd.await(board);
    }

    private static void record(Path file) throws Exception {
        try (RunRecord record = RunRecord.open(file)) {
            List<ByteString> heard = record.entries(ConsoleBytes.class)
                    .map(RunEntry::message)
                    .filter(bytes -> bytes.getDirection() == ConsoleBytes.Direction.FROM_BOARD)
                    .map(ConsoleBytes::getData)
                    .toList();
            assertThat(ByteString.copyFrom(heard).toStringUtf8())
                    .contains("Password: " + "*".repeat(PASSWORD.length()) + "\r\nLogin incorrect")
                    .doesNotContain(PASSWORD);
            assertThat(record.entries(FaultSeen.class).toList()).singleElement().satisfies(seen -> assertThat(
                            seen.message().toString())
                    .contains("Password: ***")
                    .doesNotContain(PASSWORD));
        }
    }

    /** Judgement, JUnit's XML, tables and the pages of Allure. */
    private static void written(Path out) throws IOException {
        try (Stream<Path> files = Files.walk(out).filter(Files::isRegularFile)) {
            List<Path> all = files.toList();
            assertThat(all).hasSizeGreaterThan(5);
            for (Path file : all) {
                assertThat(new String(Files.readAllBytes(file), UTF_8).contains(PASSWORD))
                        .as("%s has it", file)
                        .isFalse();
            }
        }
    }

    /** A getty that forgot to turn the echo off. */
    private static void serve(Pty pty) {
        byte[] buffer = new byte[256];
        boolean asked = false;
        int quiet = 0;
        var line = new StringBuilder();
        try {
            for (int n = pty.read(buffer, 50); n >= 0; n = pty.read(buffer, 50)) {
                // What is said before the rig has opened the port is lost.
                quiet = n > 0 ? 0 : quiet + 1;
                if (quiet == 20) {
                    quiet = 0;
                    say(pty, "\r\nreal login: ");
                }
                for (byte octet : new String(buffer, 0, n, UTF_8).getBytes(UTF_8)) {
                    if (octet != '\n') {
                        line.append((char) octet);
                        say(pty, String.valueOf((char) octet));
                        continue;
                    }
                    boolean user = line.toString().equals("root");
                    say(
                            pty,
                            user
                                    ? "\r\nPassword: "
                                    : asked ? "\r\nLogin incorrect\r\nreal login: " : "\r\nreal login: ");
                    asked = user;
                    line.setLength(0);
                }
            }
        } catch (IOException e) {
            // Unplugged: the test has ended.
            return;
        }
    }

    private static void say(Pty pty, String text) throws IOException {
        int unused = pty.write(text.getBytes(UTF_8), 1000);
    }
}
