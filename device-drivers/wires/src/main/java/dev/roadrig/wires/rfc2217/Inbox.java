package dev.roadrig.wires.rfc2217;

import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.Telnet;
import dev.roadrig.ports.telnet.TelnetSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalInt;

/** What a server sends, sorted: the board's data, answers to requests, and what it tells of its own accord. */
final class Inbox implements TelnetSink {
    private final Options options;
    private final Answers answers;
    private final Outbox outbox;
    private final Heartbeat heartbeat;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final LineStates lineStates = new LineStates();
    private volatile boolean purging;
    private volatile boolean suspended;

    Inbox(Options options, Answers answers, Outbox outbox, Heartbeat heartbeat) {
        this.options = options;
        this.answers = answers;
        this.outbox = outbox;
        this.heartbeat = heartbeat;
    }

    /** How many bytes of data wait. */
    synchronized int waiting() {
        return received.size();
    }

    /** All data that wait. */
    synchronized byte[] take() {
        byte[] bytes = received.toByteArray();
        received.reset();
        return bytes;
    }

    /** Whether data are dropped once a purge is answered. */
    void purging(boolean wanted) {
        purging = wanted;
    }

    /** Whether the server takes no data for now. */
    boolean suspended() {
        return suspended;
    }

    /** What the server told of the line. */
    LineStates lineStates() {
        return lineStates;
    }

    @Override
    public synchronized void data(byte[] bytes) {
        received.writeBytes(bytes);
    }

    @Override
    public void negotiation(int verb, int option) {
        options.came(verb, option).ifPresent(this::answer);
    }

    private void answer(byte[] frame) {
        try {
            outbox.send(frame);
        } catch (IOException e) {
            // The next read of the same connection tells the same.
            suspended = false;
        }
    }

    @Override
    public void subnegotiation(int option, byte[] value) {
        if (option != Telnet.COM_PORT || value.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(value, 1, value.length);
        ComPort.ofServer(value[0] & 0xFF).ifPresent(told -> told(told, rest));
    }

    private void told(ComPort option, byte[] value) {
        switch (option) {
            case NOTIFY_MODEMSTATE -> one(value).ifPresent(lineStates::modem);
            case NOTIFY_LINESTATE -> one(value).ifPresent(lineStates::line);
            case FLOWCONTROL_SUSPEND -> suspended = true;
            case FLOWCONTROL_RESUME -> suspended = false;
            case PURGE_DATA -> {
                if (purging) {
                    byte[] unused = take();
                }
                answers.came(option, value);
            }
            case SIGNATURE -> {
                if (!heartbeat.answered()) {
                    answers.came(option, value);
                }
            }
            default -> answers.came(option, value);
        }
    }

    private static OptionalInt one(byte[] value) {
        return value.length == 1 ? OptionalInt.of(value[0] & 0xFF) : OptionalInt.empty();
    }
}
