package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.wires.ssh.SshLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A link that is not what its run takes it for, and interfaces and links that are others'. */
@Tag("world")
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class TcLostTest {
    private static final LinkProfile STEADY = LinkProfile.constant(TcBench.rate(8_000_000, 8_000_000));

    private TcBench bench;

    @BeforeEach
    void board(@TempDir Path temp) throws Exception {
        bench = new TcBench(temp, 2);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    private void takeBack() throws Exception {
        bench.board.run("sh", "/run/roadrig-tc/" + bench.board.device() + "/restore", "taken back by the board itself");
        assertThat(bench.queues()).isEqualTo(bench.before);
    }

    @Test
    void a_link_that_was_taken_back_unseen_is_told_at_its_end() throws Exception {
        TcLink link = bench.open(STEADY);
        takeBack();
        assertThatExceptionOfType(RigFault.class).isThrownBy(link::close).satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("tc.gone");
            assertThat(fault.evidence().get(0).text()).startsWith("taken back by the board itself\n");
        });
    }

    @Test
    void a_run_asks_before_its_end_whether_its_link_was_there() throws Exception {
        TcLink link = bench.open(STEADY);
        link.check();
        takeBack();
        assertThatExceptionOfType(RigFault.class).isThrownBy(link::check).satisfies(fault -> assertThat(fault.code())
                .isEqualTo("tc.gone"));
        assertThatExceptionOfType(RigFault.class).isThrownBy(link::close).withMessageContaining("is no longer shaped");
    }

    @Test
    void an_edge_that_could_not_be_taken_down_breaks_the_run() throws Exception {
        List<RunFault> faults = new CopyOnWriteArrayList<>();
        var full = new TcLink.Listener() {
            @Override
            public void edge(TcEdge edge) {
                throw new IllegalStateException("the record is closed");
            }

            @Override
            public void lost(RunFault fault) {
                faults.add(fault);
            }
        };
        TcLink link = TcLink.open(bench.place(), STEADY, bench.ssh.shell(), bench.ticker, full);
        link.start(bench.ticker.nanos());
        await().atMost(TcBench.LONG).until(() -> !faults.isEmpty());
        assertThat(faults.get(0))
                .hasMessageContaining("the record is closed")
                .hasRootCauseMessage("the record is closed");
        assertThatExceptionOfType(RigFault.class).isThrownBy(link::check).isSameAs(faults.get(0));
        assertThatExceptionOfType(RigFault.class).isThrownBy(link::close).isSameAs(faults.get(0));
    }

    @Test
    void a_harness_of_few_words_is_not_taken_for_dead_by_one_of_many() throws Exception {
        var patient = new TcPlace("b", bench.board.device(), Duration.ofSeconds(30));
        try (TcLink link = TcLink.open(patient, STEADY, bench.ssh.shell(), bench.ticker, bench.ears);
                SshLink other = bench.board.connect(bench.ticker)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> TcLink.open(bench.place(), STEADY, other.shell(), bench.ticker, bench.ears)
                            .close())
                    .withMessageContaining("is shaped by another harness just now");
            link.check();
        }
        assertThat(bench.faults).isEmpty();
    }

    @Test
    void an_interface_of_the_same_name_that_somebody_made_is_left_alone() throws Exception {
        String name = TcProbe.of(bench.place(), bench.ssh.shell(), bench.ticker.in(TcBench.LONG))
                .intermediate();
        assertThat(name).matches("rr-[1-9]\\d*");
        bench.board.run("ip", "link", "add", name, "type", "ifb");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> bench.open(STEADY).close())
                .satisfies(fault -> assertThat(fault.evidence().get(0).text())
                        .contains("there is a " + name + " already that this harness did not make"));
        assertThat(bench.board.run("ip", "-br", "link")).contains(name);
        bench.board.run("ip", "link", "del", name);
    }
}
