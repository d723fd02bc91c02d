package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/** The socket under an SSH connection. */
class SshSocketTest {
    @Test
    void what_comes_at_a_connections_beginning_is_acknowledged_at_once() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var sockets = new SshSocket(60_000);
                Socket client = sockets.createSocket("127.0.0.1", server.getLocalPort());
                Socket far = server.accept()) {
            assumeTrue(
                    client.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK),
                    "this host's sockets know no TCP_QUICKACK");
            InputStream in = sockets.getInputStream(client);
            OutputStream out = sockets.getOutputStream(client);
            // Who asks and is answered gets Linux's delay, as a shell's user would not notice it.
            for (int i = 0; i < 20; i++) {
                out.write('?');
                assertThat(far.getInputStream().read()).isEqualTo('?');
                far.getOutputStream().write('!');
                assertThat(in.read()).isEqualTo('!');
            }
            assertThat(client.getOption(ExtendedSocketOptions.TCP_QUICKACK)).isTrue();
        }
    }
}
