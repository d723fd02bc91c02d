package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Message;
import dev.roadrig.boards.pty.Pty;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run's board on a console of a pty, switched by commands that this host runs. */
class LivePowerTest {
    @TempDir
    private Path folder;

    private final List<Message> record = new CopyOnWriteArrayList<>();

    private void bringUp(RelayedBoard board) throws Exception {
        bringUp(board, "");
    }

    /** @param ignition further switches, as the rack file has them */
    private void bringUp(RelayedBoard board, String ignition) throws Exception {
        String text = """
                rack: desk
                boards:
                  b:
                    console: {serial: CONSOLE}
                    boot: {first-sign: 500ms, bootloader: 500ms, kernel: 500ms}
                    power: {battery: {command: {on: "true", off: "true"}}, IGNITION off: {silence: 200ms, within: 600ms}}
                """;
        Path rack = Files.writeString(
                folder.resolve("rack.yaml"),
                text.replace("CONSOLE", board.device())
                        .replace("IGNITION", ignition)
                        .replace("FOLDER", folder.toString()));
        RackBoard read = RackFile.read(rack).board("b");
        try (var ticker = new RealTicker("live-power");
                var owned = new Closer()) {
            var rig = new Rig(ticker, (nanos, message) -> record.add(message), new FaultLine(ticker), Progress.SILENT);
            LiveBoard.bringUp(rig, read, new Programs(new AgentJar(Path.of(""), "")), owned);
        }
    }

    private List<String> events() {
        return record.stream()
                .filter(BoardEvent.class::isInstance)
                .map(BoardEvent.class::cast)
                .map(event -> event.getKind() + ": " + event.getText())
                .toList();
    }

    private List<String> switches() throws IOException {
        return Files.readAllLines(folder.resolve("switches"));
    }

    @ParameterizedTest
    @CsvSource({"off, off on off", "on, off on"})
    void an_ignition_is_on_before_the_boot_and_afterwards_what_it_was_before(String before, String switched)
            throws IOException {
        Files.writeString(folder.resolve("is"), before);
        try (var board = new RelayedBoard(Pty.open())) {
            assertThatExceptionOfType(UnknownFault.class).isThrownBy(() -> bringUp(board, """
                            ignition: {command: {on: "echo on | tee -a FOLDER/switches > FOLDER/is",\
                             off: "echo off | tee -a FOLDER/switches > FOLDER/is", state: "cat FOLDER/is"}},\
                            """));
        }
        assertThat(String.join(" ", switches())).isEqualTo(switched);
        assertThat(events())
                .startsWith("IGNITION_OFF: the ignition was switched off")
                .containsSubsequence(
                        "POWER_ON: the supply was switched on", "IGNITION_ON: the ignition was switched on");
    }

    @Test
    void an_ignition_that_cannot_be_asked_stays_on_afterwards() throws IOException {
        try (var board = new RelayedBoard(Pty.open())) {
            assertThatExceptionOfType(UnknownFault.class)
                    .isThrownBy(
                            () -> bringUp(
                                    board,
                                    "ignition: {command: {on: 'echo on >> FOLDER/switches', off: 'echo off >> FOLDER/switches'}},"));
        }
        assertThat(switches()).containsExactly("off", "on");
    }

    @Test
    void a_run_does_not_begin_on_a_board_that_lives_while_its_switch_says_off() throws IOException {
        try (var board = new RelayedBoard(Pty.open())) {
            board.switched(true);
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> bringUp(board))
                    .withMessageContaining("The supply b says off, and the board lives")
                    .matches(fault -> fault.code().equals("supply.board-lives"));
        }
    }

    @Test
    void an_off_that_nothing_shows_is_recorded_as_unproven_before_the_board_is_switched_on() throws IOException {
        try (var board = new RelayedBoard(Pty.open())) {
            assertThatExceptionOfType(UnknownFault.class)
                    .as("these commands switch nothing on")
                    .isThrownBy(() -> bringUp(board));
        }
        assertThat(record)
                .filteredOn(BoardEvent.class::isInstance)
                .extracting(event -> ((BoardEvent) event).getText())
                .containsExactly(
                        "the supply was switched off, unproven: its switch says off, and nothing else tells: the silence"
                                + " of its console after an empty line, which was not heard right before either",
                        "the supply was switched on");
    }
}
