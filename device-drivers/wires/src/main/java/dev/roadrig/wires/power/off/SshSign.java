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
    private boolean met;

    public SshSign(String host, int port, Ticker ticker) {
        this.host = host;
        this.port = port;
        this.ticker = ticker;
    }

    @Override
    public String what() {
        return "no greeting of its SSH server" + (met ? "" : ", which did not greet before either");
    }

    /** Asked anew before each off: a board may have hung since it last greeted. */
    @Override
    public void meet() {
        met = greets(ticker.in(PATIENCE));
    }

    @Override
    public boolean tells() {
        return met;
    }

    @Override
    public void begin(boolean provoke, Deadline deadline) {
        last = null;
    }

    @Override
    public Optional<Seen> look(Deadline deadline) {
        if (greets(deadline)) {
            last = new Seen(ticker.nanos(), "its SSH server at " + host + ":" + port + " greets");
        }
        return Optional.ofNullable(last);
    }

    private boolean greets(Deadline deadline) {
        int millis = (int)
                Math.max(1, Math.min(PATIENCE.toMillis(), deadline.left(ticker).toMillis()));
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            // Nobody there, which is what is looked for.
            return false;
        }
    }
}
