package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.boards.link.packet.PacketTally;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packets through a gateway to a network namespace that stands for a board, on this host's own kernel. */
@Tag("world")
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class GatewayTest {
    private static final int PORT = 7007;

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

    /** Sends numbered datagrams one by one and gives the round trips of those that came back in time, in nanoseconds. */
    private List<Long> ping(NamespaceBoard to, int count, int patienceMillis) throws Exception {
        return new Echoes(bench.ticker(), to.address(), PORT).trips(count, patienceMillis);
    }

    private List<Long> ping(String to, int count, int patienceMillis) throws Exception {
        return new Echoes(bench.ticker(), to, PORT).trips(count, patienceMillis);
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
        try (Gateway gateway = bench.open(Carriers.passing())) {
            List<Long> through = ping(board, 1000, 2000);
            assertThat(through).hasSize(1000);
            assertTally(gateway, new PacketTally(1000, 1000, 1000, 1000, 0, 0, 0, 0));
            System.out.printf("median round trip: direct %d us, gateway %d us%n", median(direct), median(through));
        }
        bench.unchanged();
    }

    /** A packet is counted after it was written, which its receiver may be quicker than. */
    private void assertTally(Gateway gateway, PacketTally expected) {
        bench.soon().untilAsserted(() -> assertThat(gateway.tally()).isEqualTo(expected));
    }

    private static long median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2) / 1000;
    }

    @Test
    void a_carrier_that_drops_every_tenth_packet_loses_exactly_those() throws Exception {
        board.serve("udp", PORT);
        try (Gateway gateway = bench.open(Carriers.droppingEvery(10))) {
            // One after the other, so that the carriers' counts are in order; a lost one is not waited for long, and an
            // echo that is late is known by its number.
            assertThat(new Echoes(bench.ticker(), board.address(), PORT).numbers(100, 81))
                    .hasSize(81);
            assertTally(gateway, new PacketTally(90, 100, 81, 90, 0, 0, 0, 0));
        }
        bench.unchanged();
    }

    @Test
    void tcp_over_a_carrier_that_drops_is_byte_exact() throws Exception {
        board.serve("tcp", PORT);
        try (Gateway gateway = bench.open(Carriers.droppingEvery(50))) {
            transfer(PORT, 2_000_000);
            assertThat(gateway.tally().down() - gateway.tally().downDelivered()).isPositive();
        }
        bench.unchanged();
    }

    @Test
    void a_packet_that_the_carrier_damages_is_refused_by_the_receivers_checksum() throws Exception {
        board.serve("udp", PORT);
        try (Gateway gateway = bench.open(Carriers.corrupting())) {
            assertThat(ping(board, 5, 50)).isEmpty();
            bench.soon().until(() -> gateway.tally().downDelivered() == 5);
            assertThat(board.run("cat", "/proc/net/snmp")).containsPattern("(?m)^Udp: (\\d+ ){6}5 ");
        }
        bench.unchanged();
    }

    @Test
    void the_control_port_stays_outside() throws Exception {
        board.serve("tcp", GatewaySpec.SSH_PORT);
        try (Gateway gateway = bench.open(Carriers.droppingEvery(1))) {
            transfer(GatewaySpec.SSH_PORT, 1_000_000);
            assertTally(gateway, new PacketTally(0, 0, 0, 0, 0, 0, 0, 0));
        }
        bench.unchanged();
    }

    @Test
    void two_boards_have_a_gateway_each() throws Exception {
        try (NamespaceBoard second = new NamespaceBoard(bench.ticker(), 1)) {
            bench.remember();
            board.serve("udp", PORT);
            second.serve("udp", PORT);
            try (Gateway one = bench.open(Carriers.passing());
                    Gateway two = Gateway.open(second.spec(), Carriers.passing(), bench.ticker(), bench.state())) {
                assertThat(ping(board, 10, 2000)).hasSize(10);
                assertThat(ping(second, 20, 2000)).hasSize(20);
                assertThat(one.tally().up()).isEqualTo(10);
                assertThat(two.tally().up()).isEqualTo(20);
            }
            bench.unchanged();
        }
    }

    @Test
    void a_board_that_is_exposed_reaches_the_world_through_the_link_and_is_seen_there_as_this_host() throws Exception {
        NamespaceBoard.assumeRuns(bench.ticker(), "nft", "-v");
        try (NamespaceBoard world = new NamespaceBoard(bench.ticker(), 1)) {
            bench.remember();
            world.serve("who", PORT);
            world.ip("-n", world.id(), "route", "del", "default");
            String[] visit = NamespaceBoard.java(BoardSide.class, "visit", String.valueOf(PORT), world.address())
                    .toArray(String[]::new);
            GatewaySpec exposed = board.spec().withUplink(world.side());
            String tun;
            try (Gateway gateway = Gateway.open(exposed, Carriers.droppingEvery(50), bench.ticker(), bench.state())) {
                tun = gateway.tunName();
                assertThat(board.run(visit).strip()).isEqualTo(world.gateway());
                assertThat(gateway.tally().up()).isGreaterThan(200);
                assertThat(gateway.tally().up() - gateway.tally().upDelivered()).isPositive();
                gateway.check();
                String unused = bench.host().run(List.of("nft", "delete", "table", "ip", "roadrig_" + tun));
                assertThatThrownBy(gateway::check)
                        .isInstanceOf(RigFault.class)
                        .hasMessageContaining("lost its masquerade by " + world.side());
            }
            // Of another process's gateway, which may have the interface's name by now, it would name another board.
            assertThat(bench.host().run(List.of("nft", "list", "ruleset"))).doesNotContain(board.address());
            bench.unchanged();
        }
    }

    @Test
    void ipv6_is_blocked_both_ways_and_counted() throws Exception {
        assumeTrue(
                bench.host()
                        .setting("net.ipv6.conf." + board.side() + ".disable_ipv6")
                        .isPresent(),
                "skipped: this kernel has no IPv6");
        String address = board.withIpv6();
        bench.remember();
        board.serve("udp", PORT);
        assertThat(ping(address, 3, 2000)).as("without a gateway").hasSize(3);
        try (Gateway gateway = bench.open(Carriers.passing())) {
            assertThat(ping(address, 3, 100)).isEmpty();
            bench.soon().until(() -> gateway.tally().blockedIpv6() >= 1);
            assertThat(ping(board, 3, 2000)).as("over IPv4").hasSize(3);
        }
        assertThat(ping(address, 3, 2000)).as("after it").hasSize(3);
    }

    @Test
    void packets_pass_as_they_are_until_the_carriers_begin_and_flows_are_numbered_from_then() throws Exception {
        board.serve("udp", PORT);
        var begin = new AtomicLong(Long.MAX_VALUE);
        List<String> flows = Collections.synchronizedList(new ArrayList<>());
        try (Gateway gateway = bench.open(Carriers.beginning(begin::get, Carriers.droppingEvery(1), flows))) {
            assertThat(ping(board, 20, 2000)).hasSize(20);
            assertThat(flows).isEmpty();
            begin.set(bench.ticker().nanos());
            assertThat(ping(board, 5, 50)).isEmpty();
            assertThat(ping(board, 5, 50)).isEmpty();
            bench.soon().untilAsserted(() -> assertThat(flows).hasSize(2));
            assertThat(flows.get(0)).startsWith("0 udp " + PORT + " to " + board.gateway() + ":");
            assertThat(flows.get(1)).startsWith("1 udp ");
            assertThat(gateway.tally().downDelivered()).isEqualTo(20);
        }
        bench.unchanged();
    }
}
