package dev.roadrig.harness.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutletsTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Path drive = Path.of("");

    @BeforeEach
    void write() throws IOException {
        drive = Recordings.write(folder.resolve("r.mcap"), Recordings.messages("/a\"\n 0", "/b 7", "/b 9"), 0);
    }

    private ReplaySummary play(String name) throws IOException {
        try (RecordedMessages recording = RecordedMessages.open(drive);
                var ticker = new VirtualTicker(Instant.EPOCH);
                Outlet outlet = Outlets.open(name, out)) {
            Pace pace = Pace.of(Rate.LIFE, ticker);
            return ReplayPlayer.of(recording, Plans.WHOLE, pace, outlet, ReplayLog.NONE, false)
                    .play();
        }
    }

    @Test
    void json_is_a_line_a_message() throws IOException {
        play("json");
        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("{\"pass\":1,\"topic\":\"/a\\\"\\n\",\"schema\":\"\",\"encoding\":\"raw\"");
        assertThat(lines.get(1))
                .isEqualTo("{\"pass\":1,\"topic\":\"/b\",\"schema\":\"\",\"encoding\":\"raw\",\"sequence\":1,"
                        + "\"log_time_ns\":\"1700000000000000007\",\"due_ns\":\"7\",\"data\":\"AAAAAQ==\"}");
    }

    @Test
    void raw_is_the_bytes_and_nothing_else() throws IOException {
        play("raw");
        assertThat(out.toByteArray()).containsExactly(0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2);
    }

    @Test
    void none_takes_everything_and_says_nothing() throws IOException {
        assertThat(play("none").late().messages()).isEqualTo(3);
        assertThat(out.size()).isZero();
    }

    @Test
    void udp_is_a_datagram_a_message() throws IOException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(10_000);
            play("udp://127.0.0.1:" + socket.getLocalPort());
            for (int i = 0; i < 3; i++) {
                var packet = new DatagramPacket(new byte[100], 100);
                socket.receive(packet);
                assertThat(packet.getLength()).isEqualTo(4);
                assertThat(ByteBuffer.wrap(packet.getData()).getInt()).isEqualTo(i);
            }
        }
    }

    @Test
    void a_message_that_no_datagram_holds_is_bad_input_before_anything_is_sent() throws IOException {
        drive = Recordings.write(folder.resolve("big.mcap"), Recordings.messages("/camera 0"), 0, 65_508);
        assertThatThrownBy(() -> play("udp://127.0.0.1:9"))
                .isInstanceOf(BadInput.class)
                .hasMessage("'/camera' has a message of 65508 bytes, and a datagram holds at most 65507."
                        + " Name the other topics with --topic.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jsn", "udp://", "udp://host", "udp://127.0.0.1:0", "udp://127.0.0.1:70000", "udp://a b:1"})
    void a_consumer_that_there_is_not_is_bad_input(String name) {
        assertThatThrownBy(() -> Outlets.open(name, out))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("'" + name + "'");
    }
}
