package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway changes of this host's network, and who takes it back or finds it taken away. */
@Tag("world")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class GatewayHostTest {
    @TempDir
    private Path temp;

    private GatewayBench bench;
    private NamespaceBoard board;

    @BeforeEach
    void board() throws Exception {
        bench = GatewayBench.of(temp.resolve("state"));
        board = bench.board();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void a_killed_process_leaves_what_the_note_says_and_it_is_taken_back() throws Exception {
        String tun = board.start(NamespaceBoard.java(
                HeldGateway.class,
                board.address(),
                board.side(),
                board.gateway(),
                bench.state().toString()));
        assertThat(tun).startsWith("rrgw");
        assertThat(Leftovers.in(bench.state(), bench.ticker()).find()).isEmpty();
        board.kill();
        assertThat(bench.isAsBefore()).isFalse();
        assertThat(Leftovers.in(bench.state(), bench.ticker()).find())
                .singleElement()
                .asString()
                .contains("has ended", board.address());
        assertThat(Leftovers.in(bench.state(), bench.ticker()).remove())
                .singleElement()
                .asString()
                .contains("taken back");
        bench.unchanged();
    }

    @Test
    void an_interface_that_has_an_ingress_queue_is_refused_and_left_as_it_was() throws Exception {
        String unused = bench.host().run(List.of("tc", "qdisc", "add", "dev", board.side(), "ingress"));
        bench.remember();
        assertThatThrownBy(() -> bench.open(Carriers.passing()).close())
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("clsact");
        bench.unchanged();
    }

    @Test
    void a_carrier_that_cannot_be_made_leaves_the_host_as_it_was() {
        for (Direction broken : Direction.values()) {
            assertThatThrownBy(() -> bench.open((direction, outlet) -> {
                                if (direction == broken) {
                                    throw new IllegalStateException("no carrier " + broken);
                                }
                                return Carriers.passing().open(direction, outlet);
                            })
                            .close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no carrier " + broken)
                    .hasNoSuppressedExceptions();
            bench.unchanged();
        }
    }

    @Test
    void a_tun_that_is_taken_away_is_told_and_rules_that_are_taken_away_are_found() throws Exception {
        List<RigFault> broken = Collections.synchronizedList(new ArrayList<>());
        try (Gateway gateway = bench.open(Carriers.telling(broken::add))) {
            gateway.check();
            String unused = bench.host().run(List.of("tc", "qdisc", "del", "dev", board.side(), "clsact"));
            assertThatThrownBy(gateway::check)
                    .isInstanceOf(RigFault.class)
                    .hasMessageContaining("lost its diversion on " + board.side())
                    .hasMessageContaining("around the link");
            assertThat(broken).isEmpty();
            unused = bench.host().run(List.of("ip", "link", "del", gateway.tunName()));
            bench.soon().until(() -> !broken.isEmpty());
            assertThat(broken.get(0)).hasMessageContaining("was taken away or set down while packets passed");
            assertThat(gateway.fault()).contains(broken.get(0));
        }
        bench.unchanged();
    }

    /** What is taken away, and how the gateway names it. */
    private Map<String, String> losses(Gateway gateway) {
        Slot slot = new Slot(Integer.parseInt(gateway.tunName().substring("rrgw".length())));
        String side = board.side();
        Map<String, String> losses = new LinkedHashMap<>();
        losses.put("tc filter del dev SIDE ingress protocol ip prio 2", "diversion on " + side);
        losses.put("tc filter del dev SIDE ingress protocol ip prio 1", "way past the link for port 22 on " + side);
        losses.put("tc filter del dev SIDE ingress protocol ipv6 prio 3", "block of IPv6 at the ingress of " + side);
        losses.put("tc filter del dev SIDE egress protocol ipv6 prio 3", "block of IPv6 at the egress of " + side);
        for (int table : List.of(slot.tableIn(), slot.tableOut())) {
            losses.put("ip route flush table " + table, "route in table " + table);
        }
        for (int i = 0; i < 3; i++) {
            losses.put("ip rule del pref " + slot.preference(i), "routing rule " + slot.preference(i));
        }
        return losses;
    }

    @Test
    void each_part_that_is_taken_away_alone_is_found_and_named() throws Exception {
        int parts;
        try (Gateway gateway = bench.open(Carriers.passing())) {
            parts = losses(gateway).size();
        }
        bench.unchanged();
        for (int i = 0; i < parts; i++) {
            try (Gateway gateway = bench.open(Carriers.passing())) {
                Map.Entry<String, String> loss =
                        List.copyOf(losses(gateway).entrySet()).get(i);
                gateway.check();
                String unused = bench.host()
                        .run(List.of(loss.getKey().replace("SIDE", board.side()).split(" ")));
                assertThatThrownBy(gateway::check)
                        .as(loss.getKey())
                        .isInstanceOf(RigFault.class)
                        .hasMessageContaining("lost its " + loss.getValue() + " while it stood");
            }
            bench.unchanged();
        }
    }

    @Test
    void a_host_that_drops_what_is_forwarded_is_refused_with_the_command_that_lets_it_through() throws Exception {
        NamespaceBoard.assumeRuns(bench.ticker(), "nft", "-v");
        String id = board.id() + "w";
        try {
            board.ip("netns", "add", id);
            board.ip("link", "set", board.side(), "netns", id);
            board.ip("-n", id, "addr", "add", board.gateway() + "/30", "dev", board.side());
            board.ip("-n", id, "link", "set", board.side(), "up");
            inside(
                    id,
                    "nft",
                    "add table ip filter; add chain ip filter FORWARD { type filter hook forward priority 0;"
                            + " policy drop; }; add chain ip filter DOCKER-USER");
            List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", id));
            command.addAll(NamespaceBoard.java(
                    HeldGateway.class,
                    board.address(),
                    board.side(),
                    board.gateway(),
                    bench.state().toString()));
            assertThat(board.start(command))
                    .contains(
                            "gateway.forward", "policy drop", "nft insert rule ip filter DOCKER-USER iifname 'rrgw*'");
            inside(id, "nft", "insert rule ip filter DOCKER-USER iifname \"rrgw*\" accept");
            assertThat(board.start(command)).startsWith("rrgw");
            board.kill();
        } finally {
            board.ip("netns", "del", id);
        }
        assertThat(Leftovers.in(bench.state(), bench.ticker()).remove())
                .singleElement()
                .asString()
                .contains("was made in another network namespace");
        try (var notes = Files.list(bench.state())) {
            for (Path note :
                    notes.filter(n -> n.toString().endsWith(".gateway")).toList()) {
                Files.delete(note);
            }
        }
    }

    private void inside(String namespace, String... command) throws RigFault {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        words.addAll(List.of(command));
        String unused = bench.host().run(words);
    }

    /** As tc itself says, on the board's own wire. */
    private boolean kernelHasNetem() throws RigFault {
        try {
            inside(board.id(), "tc", "qdisc", "add", "dev", "eth0", "root", "netem", "delay", "1ms");
            inside(board.id(), "tc", "qdisc", "del", "dev", "eth0", "root");
            return true;
        } catch (RigFault refused) {
            assertThat(refused.code()).isEqualTo(LinuxHost.REFUSED);
            return false;
        }
    }

    @Test
    void the_probe_finds_what_this_kernel_has_and_leaves_no_namespace() throws Exception {
        boolean netem = kernelHasNetem();
        String namespaces = bench.host().run(List.of("ip", "netns", "list"));
        List<GatewayProbe.Line> lines = GatewayProbe.here(bench.ticker()).lines();
        assertThat(lines).extracting(GatewayProbe.Line::backend).startsWith("relay", "gateway", "tbf", "netem");
        assertThat(lines).extracting(GatewayProbe.Line::can).startsWith(true, true, true, netem);
        if (!netem) {
            assertThat(lines.get(3).next()).contains("modprobe sch_netem", "relay");
        }
        assertThat(bench.host().run(List.of("ip", "netns", "list"))).isEqualTo(namespaces);
        bench.unchanged();
    }
}
