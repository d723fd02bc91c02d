package dev.roadrig.wires.uart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.time.RealTicker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    @Test
    void a_host_that_is_gone_is_noticed_after_8_s_of_silence_and_three_questions_4_s_apart() throws Exception {
        try (var ticker = new RealTicker("keep-alive");
                var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SocketChannel channel = SocketPort.connect(
                        new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()),
                        ticker,
                        Duration.ofSeconds(20))) {
            assertThat(channel.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assumeTrue(
                    channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE),
                    "this system has keep-alives of its own times only");
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(8);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL))
                    .isEqualTo(4);
            assertThat(channel.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT)).isEqualTo(3);
        }
    }
}
