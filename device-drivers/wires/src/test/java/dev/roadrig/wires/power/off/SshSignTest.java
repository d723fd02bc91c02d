package dev.roadrig.wires.power.off;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A board is told by the greeting of its SSH server, and by nothing else of it. */
class SshSignTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final SwitchedBoard board = new SwitchedBoard(ticker);

    private Deadline soon() {
        return ticker.in(Duration.ofSeconds(1));
    }

    @Test
    void an_ssh_server_that_greets_is_a_sign_of_life_and_a_port_that_only_opens_is_none() throws Exception {
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        try (var real = new RealTicker("sign-test")) {
            var sign = new SshSign("127.0.0.1", server.getLocalPort(), real);
            assertThat(sign.look(real.in(Duration.ofMillis(100)))).isEmpty();
            var greeter = new Thread(() -> greet(server));
            greeter.start();
            // A look has little patience, and a busy host's greeter may need more.
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            sign.look(real.in(Duration.ofSeconds(5))))
                    .hasValueSatisfying(seen -> assertThat(seen.words()).startsWith("its SSH server at 127.0.0.1:")));
            server.close();
            greeter.join();
            sign.begin(false, real.in(Duration.ofSeconds(5)));
            assertThat(sign.look(real.in(Duration.ofSeconds(5)))).isEmpty();
        }
    }

    @Test
    void the_silence_of_an_ssh_server_shows_an_off_only_where_it_greeted_just_before() throws Exception {
        board.amperes = Double.NaN;
        var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var sign = new SshSign("127.0.0.1", server.getLocalPort(), ticker);
        var supply = board.guarded(sign);
        var once = new Thread(() -> greetOnce(server));
        once.start();
        assertThat(supply.off(soon())).isEqualTo(new Off(true, "no greeting of its SSH server"));
        once.join();
        supply.on(soon());
        var unproven = new Off(
                false, SwitchedBoard.UNTOLD + ": no greeting of its SSH server, which did not greet before either");
        assertThat(supply.off(soon())).isEqualTo(unproven);
        supply.on(soon());
        supply.order(soon());
        assertThat(supply.stayOff(Duration.ofSeconds(3))).isEqualTo(unproven);
    }

    private static void greetOnce(ServerSocket server) {
        try (server;
                Socket client = server.accept()) {
            client.getOutputStream().write('S');
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void greet(ServerSocket server) {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    client.getOutputStream().write("SSH-2.0-x\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            }
        } catch (IOException e) {
            // The server is closed, or the first client, which nobody greeted, has gone.
        }
    }
}
