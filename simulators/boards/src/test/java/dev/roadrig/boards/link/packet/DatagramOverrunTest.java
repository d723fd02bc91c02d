package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.LinkFlow;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.time.RealTicker;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the kernel throws away before the link sees it. */
@Timeout(60)
class DatagramOverrunTest {
    private static final int SENT = 300;
    private static final int BYTES = 60_000;

    private final List<Message> written = new CopyOnWriteArrayList<>();
    private final List<RigFault> broken = new CopyOnWriteArrayList<>();
    private final CountDownLatch readerGoesOn = new CountDownLatch(1);

    /** The reader writes a flow's number before it carries its first datagram, and is held up there. */
    private void write(Message message) {
        if (message instanceof LinkFlow) {
            try {
                readerGoesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        written.add(message);
    }

    @Test
    void what_the_kernel_lost_while_the_reader_was_held_up_is_counted_and_is_the_rigs_failure() throws Exception {
        assumeThat(Path.of("/proc/net/udp6"))
                .as("a kernel that tells what its sockets lost")
                .exists();
        var loopback = InetAddress.getLoopbackAddress();
        try (RealTicker ticker = new RealTicker("overrun-test");
                DatagramSocket target = new DatagramSocket(0, loopback);
                DatagramSocket board = new DatagramSocket()) {
            var place = new UdpRelay.Place(
                    "rr-overrun-test",
                    new InetSocketAddress(loopback, 0),
                    new InetSocketAddress(loopback, target.getLocalPort()));
            var told = new DatagramLink.Told((nanos, message) -> write(message), true, broken::add);
            try (DatagramLink link = DatagramLink.open(place, told, ticker)) {
                try {
                    for (int i = 0; i < SENT; i++) {
                        board.send(new DatagramPacket(new byte[BYTES], BYTES, link.address()));
                    }
                } finally {
                    readerGoesOn.countDown();
                }
                link.start(new PacketPlay(Optional.empty(), 1, 0, Optional.empty()), ticker.nanos(), Optional.empty());
                await().until(() -> !broken.isEmpty() && came() + overrun() == SENT);
            }
        }
        assertThat(broken).singleElement().satisfies(fault -> {
            assertThat(fault.code()).isEqualTo("link.overrun");
            assertThat(fault.getMessage())
                    .startsWith("This host lost " + overrun() + " of the board's datagrams before the link saw them");
        });
        assertThat(overrun()).isPositive();
        assertThat(came() + overrun()).as("each is counted once").isEqualTo(SENT);
    }

    private long came() {
        return windows().stream().mapToLong(window -> window.getUp().getCame()).sum();
    }

    private long overrun() {
        return windows().stream().mapToLong(LinkPackets::getOverrun).sum();
    }

    private List<LinkPackets> windows() {
        return written.stream()
                .filter(LinkPackets.class::isInstance)
                .map(LinkPackets.class::cast)
                .toList();
    }
}
