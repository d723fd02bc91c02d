package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A board that falls silent, is slow or is unplugged while its own tc makes its link. */
class TcFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final TcPlace PLACE = new TcPlace("orin-2", "eth0", Duration.ofSeconds(5));

    private final RealTicker ticker = new RealTicker("tc-faults");
    private final TcEars ears = new TcEars();
    private final ScriptedShell shell = new ScriptedShell(TcProbeTest.WHOLE);

    @AfterEach
    void stop() {
        ticker.close();
    }

    private TcLink open() throws Exception {
        var profile = new LinkProfile(Map.of(
                0L, TcBench.rate(8_000_000, 8_000_000),
                50_000_000L, TcBench.rate(4_000_000, 4_000_000)));
        return TcLink.open(PLACE, profile, shell, ticker, ears);
    }

    /** As a board's shell is at its deadline, without the wait. */
    private void dead(Deadline deadline) throws UnknownFault {
        assertThat(deadline.left(ticker)).isLessThanOrEqualTo(BoardEnd.ANSWER);
        throw new UnknownFault("shell.no-answer", "No answer from orin-2 by the deadline.");
    }

    @Test
    void a_dead_board_is_nobodys_failure_within_half_a_minute_before_the_link_and_under_it() throws Exception {
        TcLink link = open();
        shell.ailment = this::dead;
        link.start(ticker.nanos());
        await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> !ears.faults.isEmpty());
        assertThat(ears.faults).hasSize(1).first().isInstanceOf(UnknownFault.class);
        assertThat(ears.faults.get(0).code()).isEqualTo("shell.no-answer");
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(link::check).isSameAs(ears.faults.get(0));
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(link::close);
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(this::open).satisfies(fault -> assertThat(fault.code())
                .isEqualTo("shell.no-answer"));
    }

    @Test
    void a_slow_board_makes_its_link_and_each_edge_says_when() throws Exception {
        Duration slow = Duration.ofMillis(100);
        try (TcLink link = open()) {
            await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> shell.words.get() > 3);
            shell.ailment = deadline -> ticker.await(() -> false, ticker.in(slow));
            link.start(ticker.nanos());
            await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> ears.edges.size() == 2);
        }
        TcEdge edge = ears.edges.get(1);
        assertThat(edge.sentNanos()).isGreaterThanOrEqualTo(edge.dueNanos());
        assertThat(edge.answeredNanos()).isGreaterThanOrEqualTo(edge.sentNanos() + slow.toNanos());
        assertThat(ears.faults).isEmpty();
    }

    @Test
    void a_board_that_is_unplugged_is_the_rigs_fault_at_the_next_word_and_nobody_saw_it_taken_back() throws Exception {
        TcLink link = open();
        shell.ailment = deadline -> {
            throw new RigFault("ssh.lost", "The SSH connection to orin-2 was cut.");
        };
        link.start(ticker.nanos());
        await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> !ears.faults.isEmpty());
        assertThat(ears.faults.get(0)).isInstanceOf(RigFault.class);
        assertThat(ears.faults.get(0).code()).isEqualTo("ssh.lost");
        assertThatExceptionOfType(RigFault.class).isThrownBy(link::close).satisfies(fault -> assertThat(fault.code())
                .isEqualTo("ssh.lost"));
    }
}
