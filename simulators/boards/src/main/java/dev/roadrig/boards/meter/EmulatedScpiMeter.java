package dev.roadrig.boards.meter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A bench supply's measurements over TCP, 12 V and 0.5 A, of which the third reading of the power goes wrong. */
public final class EmulatedScpiMeter implements AutoCloseable {
    private static final int BAD = 3;

    private final Fault fault;
    private final TcpEnd wire;
    private final StringBuilder line = new StringBuilder();
    private int readings;
    private @Nullable Thread leaving;

    /** What goes wrong, once, or from then on. */
    public enum Fault {
        NONE,
        /** SCPI's 9.91E37. */
        NAN,
        /** SCPI's 9.9E37. */
        INFINITE,
        /** The answer comes with the next one. */
        LATE,
        GARBLED,
        /** It is switched off. */
        GONE,
        /** It hangs up, and can be connected to again at once. */
        RESTARTS,
        /** It says nothing from then on, and stays connected. */
        MUTE,
        /** From the beginning on it is no instrument, and answers all with one and the same line. */
        STRANGER
    }

    public EmulatedScpiMeter(String name, Fault fault) throws IOException {
        this.fault = fault;
        wire = new TcpEnd(name, () -> line.setLength(0), this::received);
    }

    public String address() {
        return wire.address();
    }

    public int port() {
        return Integer.parseInt(address().replaceFirst(".*:", ""));
    }

    private void received(byte[] bytes) {
        for (char c : new String(bytes, US_ASCII).toCharArray()) {
            if (c == '\n') {
                answer(line.toString());
                line.setLength(0);
            } else {
                line.append(c);
            }
        }
    }

    private void answer(String question) {
        if (fault == Fault.STRANGER) {
            say("HTTP/1.1 400 Bad Request");
            return;
        }
        switch (question) {
            case "*IDN?" -> say("Roadrig,Emulated supply,1,1.0");
            case "MEAS:VOLT?" -> say("+1.200000E+01");
            case "MEAS:CURR?" -> say("+5.000000E-01");
            case "MEAS:POW?" -> power();
            default -> {
                // A command, which has no answer.
            }
        }
    }

    private void power() {
        boolean stays = fault == Fault.GONE || fault == Fault.MUTE;
        Fault now = ++readings == BAD || (readings > BAD && stays) ? fault : Fault.NONE;
        switch (now) {
            case NONE -> say("+6.000000E+00");
            case NAN -> say("9.91E37");
            case INFINITE -> say("9.9E37");
            case GARBLED -> say("+6.0x");
            case LATE, MUTE, STRANGER -> {
                // Not now, and after that the connection it would belong to is another one.
            }
            case GONE -> leave();
            case RESTARTS -> wire.hangUp();
        }
    }

    private void leave() {
        // The port's own thread is this one, and it cannot wait for itself.
        leaving = new Thread(wire::close, "rr-far-leaving");
        leaving.start();
    }

    private void say(String text) {
        wire.send((text + "\n").getBytes(US_ASCII));
    }

    @Override
    public void close() {
        wire.close();
        Thread left = leaving;
        if (left != null) {
            ThreadEnd.await(left);
        }
    }
}
