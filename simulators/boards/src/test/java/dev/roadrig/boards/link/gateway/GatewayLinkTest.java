package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.roadrig.boards.link.packet.PacketPlay;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.time.RealTicker;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run's link on this host's own kernel, without a run. */
@Tag("world")
@Timeout(120)
class GatewayLinkTest {
    private static final int BURST = 2_000;

    @Test
    void what_the_kernel_throws_away_before_the_link_sees_it_is_counted_and_is_the_rigs_failure(@TempDir Path folder)
            throws Exception {
        List<Message> record = Collections.synchronizedList(new ArrayList<>());
        List<RigFault> faults = Collections.synchronizedList(new ArrayList<>());
        try (var ticker = new RealTicker("overrun-test")) {
            NamespaceBoard.assumePossible(ticker);
            System.setProperty("roadrig.gateways", folder.resolve("state").toString());
            try (var board = new NamespaceBoard(ticker, 2);
                    GatewayLink link = GatewayLink.open(
                            board.spec(), ticker, (nanos, message) -> record.add(message), faults::add)) {
                assertThat(link.address().getHostAddress()).isEqualTo(board.gateway());
                String tun = link.words().get(0).replaceFirst("^.* through (rrgw\\d+);.*$", "$1");
                board.ip("link", "set", tun, "txqueuelen", "1");
                link.start(new PacketPlay(Optional.empty(), 1, 0, Optional.empty()), ticker.nanos());
                try (var socket = new DatagramSocket()) {
                    await().atMost(Duration.ofSeconds(60)).until(() -> {
                        flood(socket, board.address());
                        return !faults.isEmpty();
                    });
                }
                assertThat(faults.get(0)).hasMessageContaining("and nobody asked for these losses");
                assertThat(faults.get(0).code()).isEqualTo("gateway.overrun");
                assertThatThrownBy(link::check)
                        .isInstanceOf(RigFault.class)
                        .hasMessageContaining("and nobody asked for these losses");
                assertThat(link.account()).matches("\\d+ of \\d+ packets passed up, \\d+ of \\d+ down.*");
            } finally {
                System.clearProperty("roadrig.gateways");
            }
        }
        assertThat(faults).hasSize(1);
        assertThat(record.stream().filter(LinkPackets.class::isInstance).map(LinkPackets.class::cast))
                .anyMatch(window -> window.getOverrun() > 0);
    }

    private static void flood(DatagramSocket socket, String address) throws Exception {
        var packet = new DatagramPacket(new byte[64], 64, InetAddress.getByName(address), 9);
        for (int i = 0; i < BURST; i++) {
            socket.send(packet);
        }
    }
}
