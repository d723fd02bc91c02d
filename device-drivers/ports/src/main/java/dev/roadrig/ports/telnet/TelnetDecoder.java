package dev.roadrig.ports.telnet;

import java.io.ByteArrayOutputStream;

/**
 * Takes a telnet stream apart, cut at any byte: its state after some bytes does not depend on how they were cut. Commands
 * of one byte (NOP, break, are-you-there) are passed over. Memory is bounded whatever comes.
 */
public final class TelnetDecoder {
    /** Longer values than any of RFC 2217's; what is longer is dropped whole and counted. */
    public static final int LONGEST_VALUE = 1024;

    private enum State {
        DATA,
        COMMAND,
        NEGOTIATION,
        OPTION,
        VALUE,
        VALUE_COMMAND
    }

    private final TelnetSink sink;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    private State state = State.DATA;
    private int verb;
    private int option;
    private boolean tooLong;
    private long dropped;

    public TelnetDecoder(TelnetSink sink) {
        this.sink = sink;
    }

    /** How many subnegotiations were dropped: too long, or ended by another command. */
    public long dropped() {
        return dropped;
    }

    /** Takes the next bytes of the stream and tells the sink all that they complete. */
    public void take(byte[] bytes) {
        for (byte b : bytes) {
            take(b & 0xFF);
        }
        flush();
    }

    private void take(int b) {
        switch (state) {
            case DATA -> {
                if (b == Telnet.IAC) {
                    state = State.COMMAND;
                } else {
                    data.write(b);
                }
            }
            case COMMAND -> command(b);
            case NEGOTIATION -> {
                flush();
                state = State.DATA;
                sink.negotiation(verb, b);
            }
            case OPTION -> {
                option = b;
                value.reset();
                tooLong = false;
                state = State.VALUE;
            }
            case VALUE -> {
                if (b == Telnet.IAC) {
                    state = State.VALUE_COMMAND;
                } else {
                    append(b);
                }
            }
            case VALUE_COMMAND -> valueCommand(b);
        }
    }

    private void command(int b) {
        state = State.DATA;
        if (b == Telnet.IAC) {
            data.write(b);
        } else if (b == Telnet.SB) {
            state = State.OPTION;
        } else if (b >= Telnet.WILL) {
            verb = b;
            state = State.NEGOTIATION;
        }
    }

    private void valueCommand(int b) {
        if (b == Telnet.IAC) {
            append(b);
            state = State.VALUE;
        } else if (b != Telnet.SE) {
            dropped++;
            command(b);
        } else {
            state = State.DATA;
            if (tooLong) {
                dropped++;
            } else {
                flush();
                sink.subnegotiation(option, value.toByteArray());
            }
        }
    }

    private void append(int b) {
        if (value.size() < LONGEST_VALUE) {
            value.write(b);
        } else {
            tooLong = true;
        }
    }

    private void flush() {
        if (data.size() > 0) {
            byte[] bytes = data.toByteArray();
            data.reset();
            sink.data(bytes);
        }
    }
}
