package dev.roadrig.boards.link.gateway.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about port 53 of a host. */
class PortProbeTest {
    @Test
    void the_kernels_tables_say_who_listens_and_leave_out_who_is_connected() {
        String head = "  sl  local_address rem_address   st tx_queue rx_queue";
        assertThat(HeldPorts.in(
                        "udp",
                        List.of(
                                head,
                                "  100: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101",
                                "  101: 0100007F:0035 0200007F:1234 01 00000000:00000000 00:00000000 00000000   101",
                                "  102: 00000000:1435 00000000:0000 07 00000000:00000000 00:00000000 00000000   101"),
                        53))
                .containsExactly("udp 127.0.0.53");
        assertThat(HeldPorts.in(
                        "tcp6",
                        List.of(
                                head,
                                "   0: 00000000000000000000000001000000:0035 00000000000000000000000000000000:0000 0A"
                                        + " 00000000:00000000 00:00000000 00000000     0",
                                "   1: 0000000000000000FFFF00000100007F:0035 0000000000000000FFFF00000200007F:9999 01"
                                        + " 00000000:00000000 00:00000000 00000000     0"),
                        53))
                .containsExactly("tcp 0:0:0:0:0:0:0:1");
    }

    @Test
    void a_server_on_its_own_address_is_named_and_one_on_all_addresses_takes_the_port() throws IOException {
        try (var own = new DatagramSocket(0, Places.address("127.0.0.1"))) {
            assertThat(PortProbe.of(own.getLocalPort())).satisfies(finding -> {
                assertThat(finding.can()).isTrue();
                assertThat(finding.reason())
                        .isEqualTo(
                                "port " + own.getLocalPort()
                                        + " opens for UDP and TCP; other name servers keep to their own addresses: udp 127.0.0.1");
                assertThat(finding.next()).isEmpty();
            });
        }
        try (var all = new DatagramSocket(new InetSocketAddress(0))) {
            int port = all.getLocalPort();
            assertThat(PortProbe.of(port)).satisfies(finding -> {
                assertThat(finding.can()).isFalse();
                assertThat(finding.reason()).startsWith("another process holds the port (udp ");
                assertThat(finding.next()).startsWith("`ss -lnptu 'sport = :" + port + "'` names the process.");
            });
        }
    }

    @Test
    void missing_rights_and_an_address_of_another_host_are_told_with_what_to_do() {
        DnsPlace place = Places.loopback(53);
        assertThat(DnsFaults.opening(place, new BindException("Permission denied (Bind failed)"), List.of()))
                .hasMessage(
                        "No name server on 127.0.0.1 port 53: this user may not open that port. Run the command with"
                                + " sudo, or let users open ports from 53 on: sysctl -w net.ipv4.ip_unprivileged_port_start=53.");
        assertThat(DnsFaults.opening(place, new BindException("Cannot assign requested address"), List.of()))
                .hasMessageContaining("this host has no such address. `ip -br addr` lists");
        assertThat(PortProbe.failed(DnsFaults.opening(place, new BindException("Permission denied"), List.of())))
                .isEqualTo(new PortProbe.Finding(
                        false,
                        "this user may not open that port",
                        "Run the command with sudo, or let users open ports from 53 on: sysctl -w"
                                + " net.ipv4.ip_unprivileged_port_start=53."));
    }
}
