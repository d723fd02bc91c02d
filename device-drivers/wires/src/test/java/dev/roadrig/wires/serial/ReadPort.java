package dev.roadrig.wires.serial;

import dev.roadrig.wires.uart.UartPort;

/** A port that is only read, and opens at once; a test says what waits there. */
abstract class ReadPort implements UartPort {
    @Override
    public void open() {}

    @Override
    public boolean setParameters(int baud) {
        return true;
    }

    @Override
    public boolean write(byte[] bytes) {
        return true;
    }

    @Override
    public void dropWrites() {}

    @Override
    public void close() {}
}
