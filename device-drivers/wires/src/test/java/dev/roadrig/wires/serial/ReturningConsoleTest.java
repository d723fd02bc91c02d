package dev.roadrig.wires.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An adapter under a link that udev makes, which goes with the board's power and comes back as another device. */
class ReturningConsoleTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final RealTicker ticker = new RealTicker("test");
    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Pty pty;

    @BeforeEach
    void plugIn() throws IOException {
        pty = Pty.open();
        Files.createSymbolicLink(link(), Path.of(pty.path()));
    }

    @AfterEach
    void unplug() {
        pty.close();
        ticker.close();
        await().atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-b-")));
    }

    private Path link() {
        return folder.resolve("by-id");
    }

    private void goAway() throws IOException {
        pty.close();
        Files.delete(link());
    }

    private void comeBack() throws IOException {
        pty = Pty.open();
        Files.createSymbolicLink(link(), Path.of(pty.path()));
    }

    private ReturningConsole open(Duration wakeAfter) throws Exception {
        var console = ReturningConsole.open(
                first -> SerialConsole.open(link().toString(), 115_200, ticker, "b", first), "b", wakeAfter, ticker);
        console.listen(new Console.Listener() {
            @Override
            public void received(long nanos, byte[] bytes) {
                told.add(new String(bytes, UTF_8));
            }

            @Override
            public void away() {
                told.add("away");
            }

            @Override
            public void back(Duration away) {
                told.add("back");
                assertThat(away).isBetween(Duration.ofMillis(400), LONG);
            }

            @Override
            public void lost(RunFault fault) {
                told.add(fault.code());
            }
        });
        return console;
    }

    private void awaitTold(String... wanted) {
        await().atMost(LONG).untilAsserted(() -> assertThat(told).containsExactly(wanted));
    }

    private void say(String text) throws IOException {
        assertThat(pty.write(text.getBytes(UTF_8), 5000)).isEqualTo(text.length());
    }

    private String read(int count) throws IOException {
        byte[] buffer = new byte[64];
        int n = pty.read(buffer, 5000);
        assertThat(n).isEqualTo(count);
        return new String(buffer, 0, n, UTF_8);
    }

    @Test
    void a_loss_that_was_expected_ends_when_the_port_is_there_again_and_all_listeners_stay() throws Exception {
        try (var console = open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            goAway();
            awaitTold("away");
            comeBack();
            console.awaitThere(ticker.in(LONG));
            awaitTold("away", "back");
            say("hello");
            awaitTold("away", "back", "hello");
            console.write("ls\r".getBytes(UTF_8), ticker.in(LONG));
            assertThat(read(3)).isEqualTo("ls\r");
            goAway();
            awaitTold("away", "back", "hello", "away");
            comeBack();
            awaitTold("away", "back", "hello", "away", "back");
        }
    }

    @Test
    void a_loss_that_nobody_expected_is_final() throws Exception {
        try (var console = open(LONG)) {
            goAway();
            awaitTold("console.lost");
            comeBack();
            console.expectLoss(Deadline.NEVER);
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> console.write(new byte[1], ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"));
            assertThatExceptionOfType(RigFault.class).isThrownBy(() -> console.awaitThere(ticker.in(LONG)));
            assertThat(told).containsExactly("console.lost");
        }
    }

    @Test
    void a_loss_is_expected_until_somebody_says_that_the_board_is_up() throws Exception {
        try (var console = open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            console.expectNoLoss();
            goAway();
            awaitTold("console.lost");
        }
    }

    @Test
    void a_port_that_does_not_come_back_is_lost_at_its_deadline() throws Exception {
        try (var console = open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            say("last words");
            awaitTold("last words");
            goAway();
            awaitTold("last words", "away");
            assertThatExceptionOfType(RigFault.class)
                    .as("a wait may end before that")
                    .isThrownBy(() -> console.write(new byte[1], ticker.in(Duration.ofMillis(50))))
                    .withMessageContaining("is gone");
            long from = ticker.nanos();
            console.expectLoss(ticker.in(Duration.ofSeconds(3)));
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> console.awaitThere(ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"))
                    .satisfies(
                            fault -> assertThat(fault.evidence().get(0).text()).isEqualTo("last words"))
                    .withMessageContaining("That it went was expected, and it is not back after ")
                    .withMessageContaining("no device " + link());
            assertThat(ticker.nanos() - from).isBetween(2_900_000_000L, LONG.toNanos());
            awaitTold("last words", "away", "console.lost");
        }
    }

    @Test
    void what_is_written_meanwhile_waits_for_it() throws Exception {
        try (var console = open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            goAway();
            awaitTold("away");
            ticker.at(ticker.nanos() + 300_000_000, this::comeBackLater);
            console.writeSecret("abc".getBytes(UTF_8), ticker.in(LONG));
            assertThat(read(3)).isEqualTo("abc");
        }
    }

    private void comeBackLater() {
        try {
            comeBack();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_write_that_hangs_while_it_goes_is_no_fault() throws Exception {
        try (var console = open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            ticker.at(ticker.nanos() + 200_000_000, pty::close);
            ticker.at(ticker.nanos() + 400_000_000, this::comeBackUnderTheLink);
            console.write(new byte[1 << 20], ticker.in(LONG));
            awaitTold("away", "back");
        }
    }

    private void comeBackUnderTheLink() {
        try {
            Files.delete(link());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        comeBackLater();
    }

    @Test
    void a_console_that_came_back_and_says_nothing_is_woken_by_one_empty_line_once_a_boot_is_due() throws Exception {
        try (var console = open(Duration.ofMillis(300))) {
            console.expectLoss(ticker.in(LONG));
            goAway();
            awaitTold("away");
            comeBack();
            awaitTold("away", "back");
            assertThat(read(1)).isEqualTo("\n");
            assertThat(pty.read(new byte[8], 600)).as("one").isZero();
            console.expectLoss(Deadline.NEVER);
            goAway();
            awaitTold("away", "back", "away");
            comeBack();
            awaitTold("away", "back", "away", "back");
            assertThat(pty.read(new byte[8], 600)).as("of a board that is off").isZero();
        }
    }

    @Test
    void closing_it_while_it_is_away_is_quick_and_final() throws Exception {
        var console = open(LONG);
        console.expectLoss(Deadline.NEVER);
        goAway();
        awaitTold("away");
        long from = ticker.nanos();
        console.close();
        assertThat(ticker.nanos() - from).isLessThan(Duration.ofSeconds(10).toNanos());
        assertThat(told).containsExactly("away");
    }
}
