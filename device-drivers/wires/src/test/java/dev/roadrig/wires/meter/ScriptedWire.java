package dev.roadrig.wires.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A wire in memory, whose far end answers each line at once: for a clock that is not the host's. */
public final class ScriptedWire implements MeterPort.Wire, Console {
    private final Ticker ticker;
    private final UnaryOperator<String> far;
    private @Nullable Listener near;

    /** @param far makes the answer of a line; an empty one is none */
    public ScriptedWire(Ticker ticker, UnaryOperator<String> far) {
        this.ticker = ticker;
        this.far = far;
    }

    @Override
    public Console open(Listener listener) {
        near = listener;
        return this;
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) {
        new String(bytes, ISO_8859_1)
                .lines()
                .map(far)
                .filter(answer -> !answer.isEmpty())
                .forEach(this::say);
    }

    private void say(String answer) {
        Listener listener = near;
        if (listener != null) {
            listener.received(ticker.nanos(), (answer + "\r\n").getBytes(ISO_8859_1));
        }
    }

    @Override
    public void listen(Listener listener) {
        throw new UnsupportedOperationException("a meter's port hears its wire from the opening on");
    }

    @Override
    public void close() {}
}
