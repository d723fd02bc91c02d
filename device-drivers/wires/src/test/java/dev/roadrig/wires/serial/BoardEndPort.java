package dev.roadrig.wires.serial;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.wires.uart.UartPort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The near end of a bad cable to a program on a pty: some bytes are lost both ways, and a kernel prints between. */
final class BoardEndPort implements UartPort {
    private final Pty pty;
    private final SplittableRandom random;
    private final int oneIn;
    private byte[] waiting = new byte[0];

    BoardEndPort(Pty pty, long seed, int oneIn) {
        this.pty = pty;
        this.random = new SplittableRandom(seed);
        this.oneIn = oneIn;
    }

    @Override
    public void open() {}

    @Override
    public boolean setParameters(int baud) {
        return true;
    }

    @Override
    public synchronized int waiting() throws IOException {
        if (waiting.length == 0) {
            byte[] into = new byte[4096];
            int count = pty.read(into, 0);
            waiting = worn(Arrays.copyOf(into, Math.max(0, count)), "\r\n[   42.000001] usb 1-1: reset\r\n");
        }
        return waiting.length;
    }

    @Override
    public synchronized byte[] read(int count) {
        byte[] bytes = Arrays.copyOf(waiting, Math.min(count, waiting.length));
        waiting = Arrays.copyOfRange(waiting, bytes.length, waiting.length);
        return bytes;
    }

    @Override
    public boolean write(byte[] bytes) throws IOException {
        byte[] left = worn(bytes, "");
        while (left.length > 0) {
            int taken = pty.write(left, 1000);
            if (taken < 0) {
                return false;
            }
            left = Arrays.copyOfRange(left, taken, left.length);
        }
        return true;
    }

    private synchronized byte[] worn(byte[] bytes, String between) {
        var came = new ByteArrayOutputStream();
        for (byte each : bytes) {
            int dice = random.nextInt(oneIn);
            if (dice == 1) {
                came.writeBytes(between.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            }
            if (dice != 0) {
                came.write(each);
            }
        }
        return came.toByteArray();
    }

    @Override
    public void dropWrites() {}

    @Override
    public void close() {}
}
