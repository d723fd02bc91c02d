package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.roadrig.harness.rack.FlashWire;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run's board whose console goes with its power, on a pty that goes away and comes back as another under its link. */
class LiveConsoleTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    /** It ends when the console has gone: this host may be busy, and its silence would show the off before its loss does. */
    private static final String OFF = "rm FOLDER/power; while [ -L FOLDER/console ]; do sleep 0.02; done";

    private static final String BOOT = "U-Boot 2026.01\r\nStarting kernel ...\r\n\r\nb login: ";

    private final RealTicker ticker = new RealTicker("live-console");
    private final Closer owned = new Closer();
    private final List<Message> record = new CopyOnWriteArrayList<>();
    private final FaultLine faults = new FaultLine(ticker);
    private final Rig rig = new Rig(ticker, (nanos, message) -> record.add(message), faults, Progress.SILENT);

    @TempDir
    private Path folder;

    private long begin;

    @BeforeEach
    void start() {
        begin = ticker.nanos();
    }

    @AfterEach
    void close() throws RunFault {
        owned.close();
        ticker.close();
    }

    private LiveBoard open(String on) throws IOException, RunFault, InterruptedException {
        String text = """
                rack: desk
                boards:
                  b:
                    console: {serial: FOLDER/console, login: root, silence: 300ms}
                    boot: {first-sign: 6s, bootloader: 4s, kernel: 4s}
                    power:
                      command: {on: "ON", off: "OFF"}
                      off: {silence: 2s, within: 15s, at-least: 200ms}
                """;
        Path rack = Files.writeString(
                folder.resolve("rack.yaml"),
                text.replace("ON", on).replace("OFF", OFF).replace("FOLDER", folder.toString()));
        RackBoard read = RackFile.read(rack).board("b");
        return LiveBoard.open(rig, read, new Programs(new AgentJar(Path.of(""), "")), owned);
    }

    private LiveBoard open() throws IOException, RunFault, InterruptedException {
        return open("touch FOLDER/power");
    }

    private List<String> told() {
        return record.stream()
                .filter(BoardEvent.class::isInstance)
                .map(message -> ((BoardEvent) message).getText())
                .toList();
    }

    /** With a boot that its console shows, and with one that was over before the console was back. */
    @ParameterizedTest
    @ValueSource(strings = {BOOT, ""})
    void a_console_that_goes_with_an_ordered_off_is_opened_again_and_the_run_goes_on(String boot) throws Exception {
        owned.own(new SelfPoweredConsole(folder, boot));
        LiveBoard board = open();
        board.bootToLogin();
        assertThat(board.consoleShell()
                        .orElseThrow()
                        .run("echo here", ticker.in(LONG))
                        .out())
                .isEqualTo("here\n");
        assertThat(faults.reported()).isEmpty();
        assertThat(told())
                .contains("the board is off, shown by the loss of its console")
                .last()
                .isEqualTo("logged in on the console");
        assertThat(told())
                .filteredOn(text -> text.startsWith("its console is back, after "))
                .hasSize(1);
    }

    @Test
    void a_console_that_does_not_come_back_is_lost_by_when_its_login_is_due() throws Exception {
        owned.own(new SelfPoweredConsole(folder, BOOT));
        LiveBoard board = open("true");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(board::bootToLogin)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"))
                .withMessageContaining("it is not back after");
        // Whoever waits may know it before those who only listen.
        await().atMost(LONG).until(faults::broken);
        assertThat(faults.reported()).extracting(RunFault::code).containsExactly("console.lost");
        assertThat(ticker.nanos() - begin)
                .isBetween(14_000_000_000L, LONG.plus(LONG).toNanos());
    }

    @Test
    void a_console_that_goes_with_an_ordered_reboot_is_opened_again() throws Exception {
        owned.own(new SelfPoweredConsole(folder, BOOT));
        LiveBoard board = open();
        board.bootToLogin();
        board.expectLoss();
        board.expectBoot();
        record.clear();
        Files.delete(folder.resolve("power"));
        await().atMost(LONG).until(() -> !Files.exists(folder.resolve("console")));
        Files.createFile(folder.resolve("power"));
        board.awaitLogin(board.bootDeadline());
        assertThat(told()).last().satisfies(text -> assertThat(text).isEqualTo("logged in on the console"));
        assertThat(told()).anyMatch(text -> text.startsWith("its console is back, after "));
        assertThat(faults.reported()).isEmpty();
    }

    /** As a board does that a tool puts into its loader's own mode, which says nothing: it is another USB device then. */
    @Test
    void a_console_that_goes_while_the_board_is_flashed_is_opened_again() throws Exception {
        owned.own(new SelfPoweredConsole(folder, ""));
        LiveBoard board = open();
        board.bootToLogin();
        var start = new FirmwareStart(rig, board);
        var flasher = new Flasher() {
            @Override
            public Need needs() {
                return Need.ON;
            }

            @Override
            public Optional<String> look(Deadline deadline) {
                return Optional.empty();
            }

            @Override
            public void flash(FirmwareImage image, Deadline deadline) throws RunFault, InterruptedException {
                try {
                    Files.delete(folder.resolve("power"));
                    await().atMost(LONG).until(() -> !Files.exists(folder.resolve("console")));
                    Files.createFile(folder.resolve("power"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public boolean touched() {
                return true;
            }
        };
        Path image = Files.writeString(folder.resolve("image"), "new");
        start.write(FirmwareImage.of(image), new FlashWire.Tool(List.of("tool")), flasher, LONG);
        board.switchOff(ticker.in(LONG));
        board.switchOn(ticker.in(LONG));
        board.awaitLogin(board.bootDeadline());
        assertThat(faults.reported()).isEmpty();
    }

    @Test
    void a_console_that_goes_unasked_is_lost_at_once_also_after_a_boot_that_was_ordered() throws Exception {
        owned.own(new SelfPoweredConsole(folder, BOOT));
        LiveBoard board = open();
        board.bootToLogin();
        Files.delete(folder.resolve("power"));
        await().atMost(LONG).until(faults::broken);
        assertThat(faults.reported()).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("console.lost");
            assertThat(fault.getMessage()).doesNotContain("was expected");
        });
    }
}
