package dev.roadrig.wires.adb;

import static dev.roadrig.wires.adb.KeylessAndroid.LONG;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class AdbTunnelTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @TempDir
    private Path folder;

    private KeylessAndroid board;
    private ServerSocket program;

    @BeforeEach
    void start() throws Exception {
        board = new KeylessAndroid("tunnelled", folder);
        program = new ServerSocket(0, 8, HERE);
    }

    @AfterEach
    void stop() throws IOException {
        program.close();
        board.close();
    }

    private AdbTunnel tunnel(Duration quiet) throws Exception {
        return AdbTunnel.open(board.link.session(), program.getLocalPort(), quiet);
    }

    private static Socket near(AdbTunnel tunnel) throws IOException {
        return patient(new Socket(HERE, tunnel.hostPort()));
    }

    private Socket far() throws IOException {
        return patient(program.accept());
    }

    private static Socket patient(Socket socket) throws IOException {
        socket.setSoTimeout((int) LONG.toMillis());
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String heard(Socket socket, String text) throws IOException {
        return new String(socket.getInputStream().readNBytes(text.length()), UTF_8);
    }

    @Test
    void a_port_of_the_board_is_reached_here() throws Exception {
        try (AdbTunnel tunnel = board.link.forward(program.getLocalPort());
                Socket near = near(tunnel);
                Socket far = far()) {
            say(near, "there");
            assertThat(heard(far, "there")).isEqualTo("there");
            say(far, "back");
            assertThat(heard(near, "back")).isEqualTo("back");
            far.shutdownOutput();
            assertThat(near.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_program_here_that_has_said_its_last_hears_the_answer() throws Exception {
        try (AdbTunnel tunnel = tunnel(LONG);
                Socket near = near(tunnel);
                Socket far = far()) {
            say(near, "all");
            near.shutdownOutput();
            assertThat(heard(far, "all")).isEqualTo("all");
            say(far, "answer");
            assertThat(heard(near, "answer")).isEqualTo("answer");
        }
    }

    @Test
    void a_board_that_stays_silent_is_told_that_a_program_here_has_said_its_last() throws Exception {
        try (AdbTunnel tunnel = tunnel(Duration.ofMillis(100));
                Socket near = near(tunnel);
                Socket far = far()) {
            say(near, "all");
            near.shutdownOutput();
            assertThat(heard(far, "all")).isEqualTo("all");
            assertThat(far.getInputStream().read()).isEqualTo(-1);
            assertThat(near.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void closing_ends_connections_that_are_open_and_leaves_no_thread_of_them() throws Exception {
        AdbTunnel tunnel = board.link.forward(program.getLocalPort());
        try (Socket near = near(tunnel);
                Socket far = far()) {
            say(near, "a");
            assertThat(heard(far, "a")).isEqualTo("a");
            tunnel.close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("rr-tunnelled-adb-forward"));
            assertThat(near.getInputStream().read()).isEqualTo(-1);
            assertThat(far.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(board.said("echo up")).as("the link goes on").isEqualTo("up\n");
    }

    @Test
    void connections_that_are_over_are_forgotten() throws Exception {
        try (AdbTunnel tunnel = tunnel(Duration.ZERO)) {
            for (int i = 0; i < 20; i++) {
                try (Socket near = near(tunnel)) {
                    far().close();
                    assertThat(near.getInputStream().read()).isEqualTo(-1);
                }
            }
            assertThat(tunnel.kept()).isLessThan(5);
        }
    }
}
