package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.boards.link.packet.PacketTally;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway before a network namespace that stands for a board, on this host's own kernel. */
@Tag("world")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class GatewayTest {
    private static final int PORT = 7007;
    private static final Duration LONG = Duration.ofSeconds(15);

    private final RealTicker ticker = new RealTicker("gateway-test");
    private final Host host = new LinuxHost(ticker);

    @TempDir
    private Path temp;

    private Path state;
    private List<String> before;
    private List<String> settings;
    private NamespaceBoard board;

    @BeforeEach
    void board() throws Exception {
        NamespaceBoard.assumePossible(ticker);
        state = temp.resolve("state");
        board = new NamespaceBoard(ticker, 0);
        before = network();
        settings = OwnNetwork.ofAll(host);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (board != null) {
            List<String> words = Leftovers.in(state, ticker).remove();
            board.close();
            assertThat(words).isEmpty();
        }
        ticker.close();
    }

    /** All of ours that a gateway may change. */
    private List<String> network() throws RigFault {
        return OwnNetwork.of(host, board);
    }

    private void unchanged() {
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(network()).isEqualTo(before);
            List<String> all = OwnNetwork.ofAll(host);
            assertThat(all.isEmpty() || settings.isEmpty() || all.equals(settings))
                    .as("%s, and before %s", all, settings)
                    .isTrue();
        });
    }

    private Gateway open(Gateway.Carriers carriers) throws RigFault {
        return Gateway.open(board.spec(), carriers, ticker, state);
    }

    /** Sends numbered datagrams one by one and gives the round trips of those that came back in time, in nanoseconds. */
    private List<Long> ping(NamespaceBoard to, int count, int patienceMillis) throws Exception {
        return new Echoes(ticker, to.address(), PORT).trips(count, patienceMillis);
    }

    private List<Long> ping(String to, int count, int patienceMillis) throws Exception {
        return new Echoes(ticker, to, PORT).trips(count, patienceMillis);
    }

    private void transfer(int port, int bytes) throws Exception {
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        var crc = new CRC32();
        crc.update(content);
        try (var socket = new Socket(board.address(), port)) {
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(bytes);
            out.write(content);
            assertThat(new DataInputStream(socket.getInputStream()).readLong()).isEqualTo(crc.getValue());
        }
    }

    @Test
    void datagrams_pass_both_ways_and_are_counted_and_close_restores_the_host() throws Exception {
        board.serve("udp", PORT);
        List<Long> direct = ping(board, 1000, 2000);
        try (Gateway gateway = open(Carriers.passing())) {
            List<Long> through = ping(board, 1000, 2000);
            assertThat(through).hasSize(1000);
            assertTally(gateway, new PacketTally(1000, 1000, 1000, 1000, 0, 0, 0, 0));
            System.out.printf("median round trip: direct %d us, gateway %d us%n", median(direct), median(through));
        }
        unchanged();
    }

    /** A packet is counted after it was written, which its receiver may be quicker than. */
    private static void assertTally(Gateway gateway, PacketTally expected) {
        Awaitility.await().untilAsserted(() -> assertThat(gateway.tally()).isEqualTo(expected));
    }

    private static long median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2) / 1000;
    }

    @Test
    void a_carrier_that_drops_every_tenth_packet_loses_exactly_those() throws Exception {
        board.serve("udp", PORT);
        try (Gateway gateway = open(Carriers.droppingEvery(10))) {
            // One after the other, so that the carriers' counts are in order; a lost one is not waited for long, and an
            // echo that is late is known by its number.
            assertThat(new Echoes(ticker, board.address(), PORT).numbers(100, 81))
                    .hasSize(81);
            assertTally(gateway, new PacketTally(90, 100, 81, 90, 0, 0, 0, 0));
        }
        unchanged();
    }

    @Test
    void tcp_over_a_carrier_that_drops_is_byte_exact() throws Exception {
        board.serve("tcp", PORT);
        try (Gateway gateway = open(Carriers.droppingEvery(50))) {
            transfer(PORT, 2_000_000);
            assertThat(gateway.tally().down() - gateway.tally().downDelivered()).isPositive();
        }
        unchanged();
    }

    @Test
    void a_packet_that_the_carrier_damages_is_refused_by_the_receivers_checksum() throws Exception {
        board.serve("udp", PORT);
        try (Gateway gateway = open(Carriers.corrupting())) {
            assertThat(ping(board, 5, 50)).isEmpty();
            Awaitility.await().until(() -> gateway.tally().downDelivered() == 5);
            assertThat(board.run("cat", "/proc/net/snmp")).containsPattern("(?m)^Udp: (\\d+ ){6}5 ");
        }
        unchanged();
    }

    @Test
    void the_control_port_stays_outside() throws Exception {
        board.serve("tcp", GatewaySpec.SSH_PORT);
        try (Gateway gateway = open(Carriers.droppingEvery(1))) {
            transfer(GatewaySpec.SSH_PORT, 1_000_000);
            assertTally(gateway, new PacketTally(0, 0, 0, 0, 0, 0, 0, 0));
        }
        unchanged();
    }

    @Test
    void two_boards_have_a_gateway_each() throws Exception {
        try (NamespaceBoard second = new NamespaceBoard(ticker, 1)) {
            before = network();
            board.serve("udp", PORT);
            second.serve("udp", PORT);
            try (Gateway one = open(Carriers.passing());
                    Gateway two = Gateway.open(second.spec(), Carriers.passing(), ticker, state)) {
                assertThat(ping(board, 10, 2000)).hasSize(10);
                assertThat(ping(second, 20, 2000)).hasSize(20);
                assertThat(one.tally().up()).isEqualTo(10);
                assertThat(two.tally().up()).isEqualTo(20);
            }
            unchanged();
        }
    }

    @Test
    void a_killed_process_leaves_what_the_note_says_and_it_is_taken_back() throws Exception {
        String tun = board.start(NamespaceBoard.java(
                HeldGateway.class, board.address(), board.side(), board.gateway(), state.toString()));
        assertThat(tun).startsWith("rrgw");
        assertThat(Leftovers.in(state, ticker).find()).isEmpty();
        board.kill();
        assertThat(network()).isNotEqualTo(before);
        assertThat(Leftovers.in(state, ticker).find())
                .singleElement()
                .asString()
                .contains("has ended", board.address());
        assertThat(Leftovers.in(state, ticker).remove())
                .singleElement()
                .asString()
                .contains("taken back");
        unchanged();
    }

    @Test
    void an_interface_that_has_an_ingress_queue_is_refused_and_left_as_it_was() throws Exception {
        String unused = host.run(List.of("tc", "qdisc", "add", "dev", board.side(), "ingress"));
        before = network();
        assertThatThrownBy(() -> open(Carriers.passing()).close())
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("clsact");
        unchanged();
    }

    @Test
    void a_carrier_that_cannot_be_made_leaves_the_host_as_it_was() {
        for (Direction broken : Direction.values()) {
            assertThatThrownBy(() -> open((direction, outlet) -> {
                                if (direction == broken) {
                                    throw new IllegalStateException("no carrier " + broken);
                                }
                                return Carriers.passing().open(direction, outlet);
                            })
                            .close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("no carrier " + broken)
                    .hasNoSuppressedExceptions();
            unchanged();
        }
    }

    @Test
    void a_board_that_is_exposed_reaches_the_world_through_the_link_and_is_seen_there_as_this_host() throws Exception {
        NamespaceBoard.assumeRuns(ticker, "nft", "-v");
        try (NamespaceBoard world = new NamespaceBoard(ticker, 1)) {
            before = network();
            world.serve("who", PORT);
            world.ip("-n", world.id(), "route", "del", "default");
            String[] visit = NamespaceBoard.java(BoardSide.class, "visit", String.valueOf(PORT), world.address())
                    .toArray(String[]::new);
            GatewaySpec exposed = board.spec().withUplink(world.side());
            String tun;
            try (Gateway gateway = Gateway.open(exposed, Carriers.droppingEvery(50), ticker, state)) {
                tun = gateway.tunName();
                assertThat(board.run(visit).strip()).isEqualTo(world.gateway());
                assertThat(gateway.tally().up()).isGreaterThan(200);
                assertThat(gateway.tally().up() - gateway.tally().upDelivered()).isPositive();
                gateway.check();
                String unused = host.run(List.of("nft", "delete", "table", "ip", "roadrig_" + tun));
                assertThatThrownBy(gateway::check)
                        .isInstanceOf(RigFault.class)
                        .hasMessageContaining("lost its masquerade by " + world.side());
            }
            // Of another process's gateway, which may have the interface's name by now, it would name another board.
            assertThat(host.run(List.of("nft", "list", "ruleset"))).doesNotContain(board.address());
            unchanged();
        }
    }

    @Test
    void ipv6_is_blocked_both_ways_and_counted() throws Exception {
        assumeTrue(
                host.setting("net.ipv6.conf." + board.side() + ".disable_ipv6").isPresent(),
                "skipped: this kernel has no IPv6");
        String address = board.withIpv6();
        before = network();
        board.serve("udp", PORT);
        assertThat(ping(address, 3, 2000)).as("without a gateway").hasSize(3);
        try (Gateway gateway = open(Carriers.passing())) {
            assertThat(ping(address, 3, 100)).isEmpty();
            await().atMost(LONG).until(() -> gateway.tally().blockedIpv6() >= 1);
            assertThat(ping(board, 3, 2000)).as("over IPv4").hasSize(3);
        }
        assertThat(ping(address, 3, 2000)).as("after it").hasSize(3);
    }

    @Test
    void packets_pass_as_they_are_until_the_carriers_begin_and_flows_are_numbered_from_then() throws Exception {
        board.serve("udp", PORT);
        var begin = new AtomicLong(Long.MAX_VALUE);
        List<String> flows = Collections.synchronizedList(new ArrayList<>());
        try (Gateway gateway = open(Carriers.beginning(begin::get, Carriers.droppingEvery(1), flows))) {
            assertThat(ping(board, 20, 2000)).hasSize(20);
            assertThat(flows).isEmpty();
            begin.set(ticker.nanos());
            assertThat(ping(board, 5, 50)).isEmpty();
            assertThat(ping(board, 5, 50)).isEmpty();
            await().atMost(LONG).untilAsserted(() -> assertThat(flows).hasSize(2));
            assertThat(flows.get(0)).startsWith("0 udp " + PORT + " to " + board.gateway() + ":");
            assertThat(flows.get(1)).startsWith("1 udp ");
            assertThat(gateway.tally().downDelivered()).isEqualTo(20);
        }
        unchanged();
    }

    @Test
    void a_tun_that_is_taken_away_is_told_and_rules_that_are_taken_away_are_found() throws Exception {
        List<RigFault> broken = Collections.synchronizedList(new ArrayList<>());
        try (Gateway gateway = open(Carriers.telling(broken::add))) {
            gateway.check();
            String unused = host.run(List.of("tc", "qdisc", "del", "dev", board.side(), "clsact"));
            assertThatThrownBy(gateway::check)
                    .isInstanceOf(RigFault.class)
                    .hasMessageContaining("lost its diversion on " + board.side())
                    .hasMessageContaining("around the link");
            assertThat(broken).isEmpty();
            unused = host.run(List.of("ip", "link", "del", gateway.tunName()));
            await().atMost(LONG).until(() -> !broken.isEmpty());
            assertThat(broken.get(0)).hasMessageContaining("was taken away or set down while packets passed");
            assertThat(gateway.fault()).contains(broken.get(0));
        }
        unchanged();
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
        try (Gateway gateway = open(Carriers.passing())) {
            parts = losses(gateway).size();
        }
        unchanged();
        for (int i = 0; i < parts; i++) {
            try (Gateway gateway = open(Carriers.passing())) {
                Map.Entry<String, String> loss =
                        List.copyOf(losses(gateway).entrySet()).get(i);
                gateway.check();
                String unused = host.run(
                        List.of(loss.getKey().replace("SIDE", board.side()).split(" ")));
                assertThatThrownBy(gateway::check)
                        .as(loss.getKey())
                        .isInstanceOf(RigFault.class)
                        .hasMessageContaining("lost its " + loss.getValue() + " while it stood");
            }
            unchanged();
        }
    }

    @Test
    void a_host_that_drops_what_is_forwarded_is_refused_with_the_command_that_lets_it_through() throws Exception {
        NamespaceBoard.assumeRuns(ticker, "nft", "-v");
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
                    HeldGateway.class, board.address(), board.side(), board.gateway(), state.toString()));
            assertThat(board.start(command))
                    .contains(
                            "gateway.forward", "policy drop", "nft insert rule ip filter DOCKER-USER iifname 'rrgw*'");
            inside(id, "nft", "insert rule ip filter DOCKER-USER iifname \"rrgw*\" accept");
            assertThat(board.start(command)).startsWith("rrgw");
            board.kill();
        } finally {
            board.ip("netns", "del", id);
        }
        assertThat(Leftovers.in(state, ticker).remove())
                .singleElement()
                .asString()
                .contains("was made in another network namespace");
        try (var notes = Files.list(state)) {
            for (Path note :
                    notes.filter(n -> n.toString().endsWith(".gateway")).toList()) {
                Files.delete(note);
            }
        }
    }

    private void inside(String namespace, String... command) throws RigFault {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        words.addAll(List.of(command));
        String unused = host.run(words);
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
        String namespaces = host.run(List.of("ip", "netns", "list"));
        List<GatewayProbe.Line> lines = GatewayProbe.here(ticker).lines();
        assertThat(lines).extracting(GatewayProbe.Line::backend).startsWith("relay", "gateway", "tbf", "netem");
        assertThat(lines).extracting(GatewayProbe.Line::can).startsWith(true, true, true, netem);
        if (!netem) {
            assertThat(lines.get(3).next()).contains("modprobe sch_netem", "relay");
        }
        assertThat(host.run(List.of("ip", "netns", "list"))).isEqualTo(namespaces);
        unchanged();
    }
}
