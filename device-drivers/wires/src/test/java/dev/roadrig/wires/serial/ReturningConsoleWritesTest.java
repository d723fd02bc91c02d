package dev.roadrig.wires.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed to a console that goes away and comes back. */
class ReturningConsoleWritesTest {
    private static final Duration LONG = ReturningAdapter.LONG;

    @SuppressWarnings("NullAway.Init")
    private ReturningAdapter adapter;

    @BeforeEach
    void plugIn(@TempDir Path folder) throws IOException {
        adapter = new ReturningAdapter(folder);
    }

    @AfterEach
    void unplug() {
        adapter.close();
    }

    @Test
    void what_is_written_while_it_is_away_is_refused_and_never_typed_to_what_comes_back() throws Exception {
        try (var console = adapter.open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            adapter.say("last words");
            adapter.awaitTold("last words");
            adapter.goAway();
            adapter.awaitTold("last words", "away");
            long from = adapter.ticker.nanos();
            assertAway("nothing was typed", () -> console.write("abc".getBytes(UTF_8), adapter.ticker.in(LONG)));
            assertAway("nothing was typed", () -> console.writeSecret("abc".getBytes(UTF_8), adapter.ticker.in(LONG)));
            assertThat(adapter.ticker.nanos() - from)
                    .as("at once")
                    .isLessThan(LONG.dividedBy(2).toNanos());
            adapter.comeBack();
            console.awaitThere(adapter.ticker.in(LONG));
            console.write("ls\r".getBytes(UTF_8), adapter.ticker.in(LONG));
            assertThat(adapter.read()).isEqualTo("ls\r");
        }
    }

    /** 0.2 s later, by when a long write hangs. */
    private void dieAfterFirstByte(ReturningConsole console) {
        var first = new AtomicBoolean(true);
        console.listen(new Console.Listener() {
            @Override
            public void received(long nanos, byte[] bytes) {}

            @Override
            public void sent(long nanos, byte[] bytes) {
                if (first.getAndSet(false)) {
                    adapter.ticker.at(nanos + 200_000_000, adapter::die);
                }
            }
        });
    }

    private static void assertAway(String typed, ThrowingCallable write) {
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(write)
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.away"))
                .satisfies(fault -> assertThat(fault.evidence()).singleElement().isNotNull())
                .withMessage(
                        "The console of b is away, as was expected of it: " + typed
                                + ". What comes first there may be a"
                                + " boot loader, which takes a key for an order to stay. Wait until the board asks for a login again.");
    }

    @Test
    void a_write_that_hangs_while_it_goes_ends_with_it_and_by_then_all_listeners_know() throws Exception {
        try (var console = adapter.open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            dieAfterFirstByte(console);
            assertAway("what was being typed is lost", () -> console.write(new byte[1 << 20], adapter.ticker.in(LONG)));
            assertThat(adapter.told()).containsExactly("away");
            adapter.comeBack();
            adapter.awaitTold("away", "back");
        }
    }

    @Test
    void a_write_that_hangs_while_it_is_lost_for_good_ends_with_that() throws Exception {
        try (var console = adapter.open(LONG)) {
            dieAfterFirstByte(console);
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> console.write(new byte[1 << 20], adapter.ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"));
        }
    }

    @Test
    void a_console_that_came_back_and_says_nothing_is_woken_by_one_empty_line_once_a_boot_is_due() throws Exception {
        try (var console = adapter.open(Duration.ofMillis(300))) {
            console.expectLoss(adapter.ticker.in(LONG));
            adapter.goAway();
            adapter.awaitTold("away");
            adapter.comeBack();
            adapter.awaitTold("away", "back");
            assertThat(adapter.read()).isEqualTo("\n");
            assertThat(adapter.typed()).as("one").isZero();
            console.expectLoss(Deadline.NEVER);
            adapter.goAway();
            adapter.awaitTold("away", "back", "away");
            adapter.comeBack();
            adapter.awaitTold("away", "back", "away", "back");
            assertThat(adapter.typed()).as("of a board that is off").isZero();
        }
    }
}
