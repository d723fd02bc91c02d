package dev.roadrig.wires.serial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a console goes away, comes back and is lost. */
class ReturningConsoleTest {
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
    void a_loss_that_was_expected_ends_when_the_port_is_there_again_and_all_listeners_stay() throws Exception {
        try (var console = adapter.open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            adapter.goAway();
            adapter.awaitTold("away");
            adapter.comeBack();
            console.awaitThere(adapter.ticker.in(LONG));
            adapter.awaitTold("away", "back");
            adapter.say("hello");
            adapter.awaitTold("away", "back", "hello");
            console.write("ls\r".getBytes(UTF_8), adapter.ticker.in(LONG));
            assertThat(adapter.read()).isEqualTo("ls\r");
            adapter.goAway();
            adapter.awaitTold("away", "back", "hello", "away");
            adapter.comeBack();
            adapter.awaitTold("away", "back", "hello", "away", "back");
        }
    }

    @Test
    void a_loss_that_nobody_expected_is_final() throws Exception {
        try (var console = adapter.open(LONG)) {
            adapter.goAway();
            adapter.awaitTold("console.lost");
            adapter.comeBack();
            console.expectLoss(Deadline.NEVER);
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> console.write(new byte[1], adapter.ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"));
            assertThatExceptionOfType(RigFault.class).isThrownBy(() -> console.awaitThere(adapter.ticker.in(LONG)));
            assertThat(adapter.told()).containsExactly("console.lost");
        }
    }

    @Test
    void a_loss_is_expected_until_somebody_says_that_the_board_is_up() throws Exception {
        try (var console = adapter.open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            console.expectNoLoss();
            adapter.goAway();
            adapter.awaitTold("console.lost");
        }
    }

    @Test
    void a_port_that_does_not_come_back_is_lost_at_its_deadline() throws Exception {
        try (var console = adapter.open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            adapter.say("last words");
            adapter.awaitTold("last words");
            adapter.goAway();
            adapter.awaitTold("last words", "away");
            assertThatExceptionOfType(RigFault.class)
                    .as("a wait may end before that")
                    .isThrownBy(() -> console.awaitThere(adapter.ticker.in(Duration.ofMillis(50))))
                    .withMessageContaining("is gone");
            long from = adapter.ticker.nanos();
            console.expectLoss(adapter.ticker.in(Duration.ofSeconds(3)));
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> console.awaitThere(adapter.ticker.in(LONG)))
                    .satisfies(fault -> assertThat(fault.code()).isEqualTo("console.lost"))
                    .satisfies(
                            fault -> assertThat(fault.evidence().get(0).text()).isEqualTo("last words"))
                    .withMessageContaining("That it went was expected, and it is not back after ")
                    .withMessageContaining("no device " + adapter.link());
            assertThat(adapter.ticker.nanos() - from).isBetween(2_900_000_000L, LONG.toNanos());
            adapter.awaitTold("last words", "away", "console.lost");
        }
    }

    @Test
    void a_port_that_is_to_stay_once_it_is_back_may_come_back_and_is_lost_when_it_goes_again() throws Exception {
        try (var console = adapter.open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            adapter.goAway();
            adapter.awaitTold("away");
            console.expectNoLoss();
            adapter.comeBack();
            adapter.awaitTold("away", "back");
            adapter.goAway();
            adapter.awaitTold("away", "back", "console.lost");
        }
    }

    @Test
    void a_port_that_may_go_after_all_may_go_again_once_it_is_back() throws Exception {
        try (var console = adapter.open(LONG)) {
            console.expectLoss(Deadline.NEVER);
            adapter.goAway();
            adapter.awaitTold("away");
            console.expectNoLoss();
            console.expectLoss(Deadline.NEVER);
            adapter.comeBack();
            adapter.awaitTold("away", "back");
            adapter.goAway();
            adapter.awaitTold("away", "back", "away");
        }
    }

    /** Each of them is told of at leisure, and what follows happens meanwhile. */
    @Test
    void going_and_coming_are_told_in_their_order_however_long_a_listener_takes() throws Exception {
        try (var console = adapter.open(LONG)) {
            List<String> order = new CopyOnWriteArrayList<>();
            console.listen(new Console.Listener() {
                @Override
                public void received(long nanos, byte[] bytes) {}

                @Override
                public void away() {
                    if (order.isEmpty()) {
                        adapter.comeBack();
                        dawdle();
                    }
                    order.add("away");
                }

                @Override
                public void back(Duration away) {
                    adapter.die();
                    dawdle();
                    order.add("back");
                }

                private void dawdle() {
                    int before = order.size();
                    try {
                        boolean unused = adapter.ticker.await(
                                () -> order.size() > before, adapter.ticker.in(Duration.ofSeconds(1)));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            });
            console.expectLoss(Deadline.NEVER);
            adapter.die();
            await().atMost(LONG).until(() -> order.size() >= 3);
            assertThat(order).containsExactly("away", "back", "away");
        }
    }

    @Test
    void a_thread_that_has_brought_it_back_is_not_kept() throws Exception {
        try (var console = adapter.open(Duration.ofMillis(10))) {
            console.expectLoss(Deadline.NEVER);
            adapter.goAway();
            adapter.awaitTold("away");
            var first = new WeakReference<>(returning());
            adapter.comeBack();
            adapter.awaitTold("away", "back");
            await().atMost(LONG).until(() -> returns().findAny().isEmpty());
            adapter.goAway();
            adapter.awaitTold("away", "back", "away");
            await().atMost(LONG).until(() -> {
                System.gc();
                return first.get() == null;
            });
        }
    }

    @Test
    void closing_it_while_it_is_away_is_quick_and_final() throws Exception {
        var console = adapter.open(LONG);
        console.expectLoss(Deadline.NEVER);
        adapter.goAway();
        adapter.awaitTold("away");
        long from = adapter.ticker.nanos();
        console.close();
        assertThat(adapter.ticker.nanos() - from)
                .isLessThan(Duration.ofSeconds(10).toNanos());
        assertThat(adapter.told()).containsExactly("away");
    }

    private static Thread returning() {
        await().atMost(LONG).until(() -> returns().findAny().isPresent());
        return returns().findAny().orElseThrow();
    }

    private static Stream<Thread> returns() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("rr-b-console-return"));
    }
}
