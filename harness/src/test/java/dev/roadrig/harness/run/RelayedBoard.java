package dev.roadrig.harness.run;

import dev.roadrig.boards.instrument.SupplyOutput;
import dev.roadrig.boards.pty.Pty;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A board behind a relay, as far as its console shows: it boots when power comes, and answers an empty line with a prompt. */
public final class RelayedBoard implements SupplyOutput, AutoCloseable {
    private static final int POLL_MILLIS = 20;

    private final Pty pty;
    private final Thread thread = new Thread(this::listen, "relayed-board");
    private volatile boolean powered;
    private volatile boolean closed;
    private volatile double amperes = 0.25;
    private final AtomicInteger switched = new AtomicInteger();

    public RelayedBoard(Pty pty) {
        this.pty = pty;
        thread.start();
    }

    /** Its console. */
    public String device() {
        return pty.path();
    }

    /** How often its power came or went. */
    public int switched() {
        return switched.get();
    }

    @Override
    public void switched(boolean on) {
        switched.incrementAndGet();
        boolean was = powered;
        powered = on;
        if (on && !was) {
            say("U-Boot 2026.01\r\n");
        }
    }

    @Override
    public double amperes() {
        return amperes;
    }

    /** What it draws from now on. */
    public void draws(double current) {
        amperes = current;
    }

    private void listen() {
        byte[] some = new byte[256];
        try {
            while (!closed && pty.read(some, POLL_MILLIS) >= 0) {
                if (powered && some[0] != 0) {
                    say("\r\nlogin: ");
                }
                some[0] = 0;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String text) {
        try {
            int unused = pty.write(text.getBytes(StandardCharsets.US_ASCII), POLL_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        ThreadEnd.await(thread);
        pty.close();
    }
}
