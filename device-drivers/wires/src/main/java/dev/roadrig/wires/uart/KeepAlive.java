package dev.roadrig.wires.uart;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Keep-alives that notice a peer which died without a word: after 8 s of silence, every 4 s, three in vain. */
final class KeepAlive {
    private static final int IDLE_SECONDS = 8;
    private static final int INTERVAL_SECONDS = 4;
    private static final int PROBES = 3;

    private KeepAlive() {}

    static void set(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            channel.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
            channel.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
        }
    }
}
