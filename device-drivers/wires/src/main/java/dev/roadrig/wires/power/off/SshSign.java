package dev.roadrig.wires.power.off;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An SSH server that greets. A port that only opens is none: a forwarded one opens while nobody is behind it. */
public final class SshSign implements LifeSign {
    private static final Duration PATIENCE = Duration.ofMillis(700);

    private final String host;
    private final int port;
    private final Ticker ticker;
    private @Nullable Seen last;

    public SshSign(String host, int port, Ticker ticker) {
        this.host = host;
        this.port = port;
        this.ticker = ticker;
    }

    @Override
    public String what() {
        return "no greeting of its SSH server";
    }

    @Override
    public void begin(boolean provoke, Deadline deadline) {
        last = null;
    }

    @Override
    public Optional<Seen> look(Deadline deadline) {
        int millis = (int)
                Math.max(1, Math.min(PATIENCE.toMillis(), deadline.left(ticker).toMillis()));
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            if (socket.getInputStream().read() >= 0) {
                last = new Seen(ticker.nanos(), "its SSH server at " + host + ":" + port + " greets");
            }
        } catch (IOException e) {
            // Nobody there, which is what is looked for.
        }
        return Optional.ofNullable(last);
    }
}
