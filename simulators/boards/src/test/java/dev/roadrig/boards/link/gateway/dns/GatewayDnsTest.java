package dev.roadrig.boards.link.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The server over real sockets on loopback. */
@Timeout(60)
class GatewayDnsTest {
    private static final DnsNames NAMES =
            new DnsNames(Map.of("cloud.example", DnsNames.ipv4("10.0.0.7")), Others.REFUSE);

    private final RealTicker ticker = new RealTicker("dns-test");
    private final List<String> told = new CopyOnWriteArrayList<>();

    @AfterEach
    void no_thread_is_left() {
        ticker.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads left behind")
                .noneMatch(thread -> thread.getName().startsWith("rr-dns-test"));
    }

    private GatewayDns open() throws RigFault {
        return GatewayDns.open(Places.loopback(0), NAMES, ticker, query -> told.add(query.text()));
    }

    @Test
    void both_transports_answer_and_the_queries_are_told() throws Exception {
        try (GatewayDns dns = open()) {
            assertThat(Asking.udp(dns.address(), Asking.a("cloud.example")).getSection(Section.ANSWER))
                    .hasSize(1);
            try (Socket socket = Asking.connect(dns.address())) {
                assertThat(Asking.tcp(socket, Asking.query("cloud.example", Type.AAAA))
                                .getRcode())
                        .isEqualTo(Rcode.NOERROR);
                assertThat(Asking.tcp(socket, Asking.a("Telemetry.example")).getRcode())
                        .isEqualTo(Rcode.NXDOMAIN);
                assertThat(Asking.tcp(socket, Asking.a("telemetry.example")).getRcode())
                        .isEqualTo(Rcode.NXDOMAIN);
            }
            assertThat(told)
                    .containsExactly(
                            "cloud.example A udp: answered 10.0.0.7",
                            "cloud.example AAAA tcp: name known, no record of this type",
                            "Telemetry.example A tcp: no such name",
                            "telemetry.example A tcp: no such name");
            assertThat(dns.last()).extracting(DnsQuery::nth).containsExactly(1L, 1L, 1L, 2L);
            assertThat(dns.names())
                    .last()
                    .isEqualTo(new AskedName("telemetry.example", "A", DnsOutcome.UNKNOWN_NAME, 2));
            assertThat(dns.tally().queries()).isEqualTo(4);
            assertThat(dns.fault()).isEmpty();
        }
    }

    @Test
    void garbage_over_both_transports_is_counted_and_the_next_query_is_answered() throws Exception {
        var random = new Random(5);
        try (GatewayDns dns = open();
                var socket = new DatagramSocket()) {
            for (int i = 0; i < 200; i++) {
                byte[] garbage = new byte[i == 0 ? 0 : random.nextInt(9_000)];
                random.nextBytes(garbage);
                socket.send(new DatagramPacket(garbage, garbage.length, dns.address()));
                // Else some are dropped by the kernel before they are read.
                long sent = i + 1L;
                await().pollInterval(Duration.ofMillis(1))
                        .until(() -> dns.tally().malformed() + dns.tally().queries() == sent);
            }
            assertThat(dns.tally().malformed()).isGreaterThan(190);
            try (Socket connection = Asking.connect(dns.address())) {
                Asking.send(connection, new byte[Question.MOST_BYTES + 1]);
                assertEnded(connection);
            }
            Message answer = Asking.udp(dns.address(), Asking.a("cloud.example"));
            assertThat(answer.getSection(Section.ANSWER)).hasSize(1);
            assertThat(dns.fault()).isEmpty();
        }
    }

    private static void assertEnded(Socket connection) {
        try {
            assertThat(connection.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).as("what was not read resets the connection").hasMessageContaining("reset");
        } catch (IOException e) {
            throw new AssertionError("it was not closed", e);
        }
    }

    @Test
    void connections_are_bounded_and_those_that_are_open_go_on() throws Exception {
        List<Socket> open = new ArrayList<>();
        try (GatewayDns dns = open()) {
            for (int i = 0; i < TcpDesk.MOST_CONNECTIONS; i++) {
                Socket socket = Asking.connect(dns.address());
                open.add(socket);
                assertThat(Asking.tcp(socket, Asking.a("cloud.example")).getRcode())
                        .isEqualTo(Rcode.NOERROR);
            }
            try (Socket more = Asking.connect(dns.address())) {
                assertEnded(more);
            }
            assertThat(dns.tally().turnedAway()).isEqualTo(1);
            Socket first = open.get(0);
            assertThat(Asking.tcp(first, Asking.a("cloud.example")).getRcode()).isEqualTo(Rcode.NOERROR);
            first.close();
            await().until(() -> {
                try (Socket again = Asking.connect(dns.address())) {
                    return Asking.tcp(again, Asking.a("cloud.example")).getRcode() == Rcode.NOERROR;
                } catch (IOException e) {
                    return false;
                }
            });
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    @Test
    void a_connection_that_says_nothing_is_closed_when_its_time_is_over() throws Exception {
        var virtual = new VirtualTicker(Instant.EPOCH);
        try (GatewayDns dns = GatewayDns.open(Places.loopback(0), NAMES, virtual, query -> {});
                Socket socket = Asking.connect(dns.address())) {
            assertThat(Asking.tcp(socket, Asking.a("cloud.example")).getRcode()).isEqualTo(Rcode.NOERROR);
            socket.getOutputStream().write(0);
            boolean unused = virtual.await(() -> false, virtual.in(TcpDesk.LONGEST.minus(Duration.ofNanos(1))));
            assertThat(dns.tally().expired()).isZero();
            unused = virtual.await(() -> false, virtual.in(Duration.ofNanos(1)));
            assertThat(dns.tally().expired()).isEqualTo(1);
            assertEnded(socket);
        }
    }

    @Test
    void another_sender_than_the_board_is_not_answered() throws Exception {
        var place = new DnsPlace("dns-test", Places.address("127.0.0.1"), 0, Places.address("127.0.0.9"));
        try (GatewayDns dns = GatewayDns.open(place, NAMES, ticker, query -> {});
                var socket = new DatagramSocket()) {
            byte[] query = Asking.a("cloud.example").toWire();
            socket.send(new DatagramPacket(query, query.length, dns.address()));
            try (Socket connection = Asking.connect(dns.address())) {
                assertEnded(connection);
            }
            await().until(() -> dns.tally().strangers() == 2);
            assertThat(dns.tally().queries()).isZero();
        }
    }

    @Test
    void a_taken_port_is_told_with_who_holds_it_whichever_transport_it_is() throws Exception {
        try (GatewayDns first = open()) {
            int port = first.address().getPort();
            assertThatThrownBy(() -> GatewayDns.open(Places.loopback(port), NAMES, ticker, query -> {})
                            .close())
                    .isInstanceOf(RigFault.class)
                    .hasMessageStartingWith("No name server on 127.0.0.1 port " + port
                            + ": another process holds the port (udp 127.0.0.1, tcp 127.0.0.1). `ss -lnptu 'sport = :"
                            + port + "'` names the process.");
        }
        try (var tcp = new ServerSocket(0, 1, Places.address("127.0.0.1"))) {
            assertThatThrownBy(() -> GatewayDns.open(Places.loopback(tcp.getLocalPort()), NAMES, ticker, query -> {})
                            .close())
                    .hasMessageContaining("holds the port (tcp 127.0.0.1)");
            // Its UDP half was given back.
            new DatagramSocket(tcp.getLocalPort(), Places.address("127.0.0.1")).close();
        }
    }

    @Test
    void a_watch_that_fails_is_a_fault_of_ours_and_the_next_query_is_answered() throws Exception {
        List<RigFault> faults = new CopyOnWriteArrayList<>();
        var watch = new DnsWatch() {
            @Override
            public void asked(DnsQuery query) {
                if (query.nth() == 1) {
                    throw new IllegalStateException("the record is full");
                }
            }

            @Override
            public void broken(RigFault fault) {
                faults.add(fault);
            }
        };
        try (GatewayDns dns = GatewayDns.open(Places.loopback(0), NAMES, ticker, watch)) {
            try (var socket = new DatagramSocket()) {
                byte[] query = Asking.a("cloud.example").toWire();
                socket.send(new DatagramPacket(query, query.length, dns.address()));
            }
            await().until(() -> dns.fault().isPresent());
            assertThat(dns.fault().orElseThrow()).hasMessageContaining("the record is full");
            await().untilAsserted(
                            () -> assertThat(faults).containsExactly(dns.fault().orElseThrow()));
            assertThat(Asking.udp(dns.address(), Asking.a("cloud.example")).getRcode())
                    .isEqualTo(Rcode.NOERROR);
        }
    }
}
