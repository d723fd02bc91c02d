package dev.roadrig.boards.link.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Names that are left to the host's resolver; another server of the same kind stands for it. */
@Timeout(60)
class ForwarderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RealTicker ticker = new RealTicker("dns-test");

    @AfterEach
    void close() {
        ticker.close();
    }

    private GatewayDns resolver() throws RigFault {
        var names = new DnsNames(Map.of("world.example", DnsNames.ipv4("10.9.9.9")), Others.REFUSE);
        return GatewayDns.open(Places.loopback(0), names, ticker, query -> {});
    }

    private GatewayDns forwarding(Duration patience, InetSocketAddress... servers) throws RigFault {
        var names = new DnsNames(Map.of("cloud.example", DnsNames.ipv4("10.0.0.7")), Others.FORWARD);
        var forwarder = new Forwarder(List.of(servers), patience, ticker);
        return GatewayDns.open(Places.loopback(0), names, ticker, query -> {}, forwarder);
    }

    private static String address(Message answer) {
        return ((ARecord) answer.getSection(Section.ANSWER).get(0)).getAddress().getHostAddress();
    }

    @Test
    void other_names_are_answered_by_the_hosts_resolver_over_both_transports_and_known_ones_never_reach_it()
            throws Exception {
        try (GatewayDns resolver = resolver();
                GatewayDns dns = forwarding(PATIENCE, resolver.address());
                Socket socket = Asking.connect(dns.address())) {
            Message query = Asking.a("world.example");
            Message answer = Asking.udp(dns.address(), query);
            assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
            assertThat(address(answer)).isEqualTo("10.9.9.9");
            assertThat(address(Asking.tcp(socket, Asking.a("world.example")))).isEqualTo("10.9.9.9");
            assertThat(Asking.tcp(socket, Asking.a("nowhere.example")).getRcode())
                    .isEqualTo(Rcode.NXDOMAIN);
            assertThat(address(Asking.tcp(socket, Asking.a("cloud.example")))).isEqualTo("10.0.0.7");
            assertThat(dns.tally().outcomes()).isEqualTo(Map.of(DnsOutcome.FORWARDED, 3L, DnsOutcome.ANSWERED, 1L));
            assertThat(resolver.last())
                    .extracting(DnsQuery::transport)
                    .containsExactly(Transport.UDP, Transport.TCP, Transport.TCP);
        }
    }

    @Test
    void a_silent_server_gives_way_to_the_next_and_without_one_the_board_is_told_that_it_failed() throws Exception {
        try (var silent = new DatagramSocket(0, Places.address("127.0.0.1"));
                GatewayDns resolver = resolver()) {
            var silence = (InetSocketAddress) silent.getLocalSocketAddress();
            try (GatewayDns dns = forwarding(Duration.ofMillis(200), silence, resolver.address())) {
                // The next one may be out of patience as well on a busy host; a resolver asks again.
                await().atMost(PATIENCE).until(() -> {
                    Message answer = Asking.udp(dns.address(), Asking.a("world.example"));
                    return answer.getRcode() == Rcode.NOERROR && address(answer).equals("10.9.9.9");
                });
            }
            try (GatewayDns dns = forwarding(Duration.ofMillis(200), silence)) {
                assertThat(Asking.udp(dns.address(), Asking.a("world.example")).getRcode())
                        .isEqualTo(Rcode.SERVFAIL);
                assertThat(dns.tally().of(DnsOutcome.UNREACHED)).isEqualTo(1);
            }
        }
    }

    @Test
    void an_answer_with_another_number_or_to_another_question_is_not_taken() throws Exception {
        try (var liar = new DatagramSocket(0, Places.address("127.0.0.1"));
                GatewayDns dns = forwarding(PATIENCE, (InetSocketAddress) liar.getLocalSocketAddress());
                var board = new DatagramSocket()) {
            byte[] query = Asking.a("world.example").toWire();
            board.setSoTimeout(10_000);
            board.send(new DatagramPacket(query, query.length, dns.address()));
            var got = new DatagramPacket(new byte[512], 512);
            liar.receive(got);
            var asked = new Message(Arrays.copyOf(got.getData(), got.getLength()));
            for (Message lie : List.of(
                    answer(asked.getHeader().getID() ^ 1, asked, Rcode.REFUSED),
                    answer(asked.getHeader().getID(), Asking.a("else.example"), Rcode.NOTIMP),
                    answer(asked.getHeader().getID(), asked, Rcode.NXDOMAIN))) {
                byte[] bytes = lie.toWire();
                liar.send(new DatagramPacket(bytes, bytes.length, got.getSocketAddress()));
            }
            var said = new DatagramPacket(new byte[512], 512);
            board.receive(said);
            assertThat(new Message(Arrays.copyOf(said.getData(), said.getLength())).getRcode())
                    .isEqualTo(Rcode.NXDOMAIN);
        }
    }

    private static Message answer(int number, Message asked, int rcode) {
        var answer = new Message(number);
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(rcode);
        answer.addRecord(asked.getQuestion(), Section.QUESTION);
        return answer;
    }

    @Test
    void more_names_than_can_wait_are_told_to_try_later_and_close_ends_those_that_wait() throws Exception {
        try (var silent = new DatagramSocket(0, Places.address("127.0.0.1"));
                GatewayDns dns = forwarding(Duration.ofMinutes(5), (InetSocketAddress) silent.getLocalSocketAddress());
                var board = new DatagramSocket()) {
            board.setSoTimeout(10_000);
            for (int i = 0; i < 69; i++) {
                byte[] query = Asking.a("n" + i + ".example").toWire();
                board.send(new DatagramPacket(query, query.length, dns.address()));
            }
            var said = new DatagramPacket(new byte[512], 512);
            board.receive(said);
            assertThat(new Message(Arrays.copyOf(said.getData(), said.getLength())).getRcode())
                    .isEqualTo(Rcode.SERVFAIL);
            assertThat(dns.tally().outcomes()).isEqualTo(Map.of(DnsOutcome.BUSY, 1L));
            assertThat(dns.last()).singleElement().extracting(DnsQuery::name).isEqualTo("n68.example");
        }
    }

    @Test
    void a_server_that_would_ask_itself_and_a_host_without_one_are_faults() throws Exception {
        DnsPlace place = Places.loopback(53);
        var own = new InetSocketAddress(Places.address("127.0.0.1"), 53);
        var other = new InetSocketAddress(Places.address("127.0.0.53"), 53);
        assertThat(HostResolver.others(place, List.of(own, other))).containsExactly(other);
        assertThatThrownBy(() -> HostResolver.others(place, List.of(own)))
                .isInstanceOf(RigFault.class)
                .hasMessage(
                        "Other names cannot be forwarded: this host's /etc/resolv.conf names only 127.0.0.1, which is"
                                + " this very server. Write a nameserver into /etc/resolv.conf, or say `others: refuse`.");
        assertThatThrownBy(() -> HostResolver.others(place, List.of()))
                .hasMessageContaining("names no name server. Write a nameserver");
    }
}
