package dev.roadrig.wires.serial;

import dev.roadrig.wires.uart.UartPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jssc.SerialPort;
import jssc.SerialPortException;

/** A real port as far as a pseudo terminal is none: it can refuse parameters, and says nothing of an unplug. */
final class StandInPort implements UartPort {
    volatile boolean takesParameters = true;
    volatile boolean closed;
    volatile boolean denied;
    private final Path device;

    StandInPort(Path device) {
        this.device = device;
    }

    @Override
    public void watch() throws IOException {
        if (Files.notExists(device)) {
            throw new IOException("its device file vanished");
        }
    }

    @Override
    public void open() throws IOException {
        closed = false;
        if (denied) {
            throw new SerialPortException(
                    new SerialPort(device.toString()), "openPort()", SerialPortException.TYPE_PERMISSION_DENIED);
        }
    }

    @Override
    public boolean setParameters(int baud) {
        return takesParameters;
    }

    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public byte[] read(int count) {
        return new byte[0];
    }

    @Override
    public boolean write(byte[] bytes) {
        return true;
    }

    @Override
    public void dropWrites() {}

    @Override
    public void close() {
        closed = true;
    }
}
