package dev.roadrig.wires.serial;

import dev.roadrig.wires.uart.UartPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jssc.SerialPort;
import jssc.SerialPortException;

/**
 * A port by jssc 2.10.2, used only in the ways that were measured to be safe: no {@code readBytes(n, timeout)}, which
 * waits for n bytes to be queued and stalls for n above 64; no blocking read, which spins for ever after an unplug; no
 * listener, which says nothing of an unplug and stamps a millisecond late.
 */
final class JsscPort implements UartPort {
    private final Path device;
    private final SerialPort port;

    JsscPort(Path device) {
        this.device = device;
        port = new SerialPort(device.toString());
    }

    @Override
    public void open() throws SerialPortException {
        if (!port.openPort()) {
            throw new SerialPortException(port, "openPort", "the port did not open");
        }
    }

    @Override
    public boolean setParameters(int baud) throws SerialPortException {
        boolean taken = port.setParams(baud, SerialPort.DATABITS_8, SerialPort.STOPBITS_1, SerialPort.PARITY_NONE);
        return taken || SerialDevice.isPseudoTerminal(device);
    }

    @Override
    public int waiting() throws SerialPortException {
        return port.getInputBufferBytesCount();
    }

    @Override
    public byte[] read(int count) throws SerialPortException {
        byte[] bytes = port.readBytes(count);
        return bytes == null ? new byte[0] : bytes;
    }

    @Override
    public boolean write(byte[] bytes) throws SerialPortException {
        return port.writeBytes(bytes);
    }

    @Override
    public void dropWrites() throws SerialPortException {
        boolean unused = port.purgePort(SerialPort.PURGE_TXCLEAR);
    }

    @Override
    public void watch() throws IOException {
        if (Files.notExists(device)) {
            throw new IOException("its device file vanished");
        }
    }

    @Override
    public void close() throws IOException {
        // Closing twice says false in 2.10 and throws in 2.9.
        boolean unused = port.isOpened() && port.closePort();
    }
}
