package dev.roadrig.wires.power;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.serial.SerialConsole;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** An instrument on a serial port, of this host or of a terminal server. */
final class ScpiSerial implements ScpiPort, Console.Listener {
    private final Console port;
    private final Ticker ticker;
    private final Deque<Byte> received = new ArrayDeque<>();
    private @Nullable RunFault gone;

    private ScpiSerial(Console port, Ticker ticker) {
        this.port = port;
        this.ticker = ticker;
    }

    /** @param address as a rack writes a console */
    static ScpiSerial open(String name, String address, int baud, Ticker ticker) throws RunFault, InterruptedException {
        var serial = new ScpiSerial(SerialConsole.open(address, baud, ticker, name), ticker);
        serial.port.listen(serial);
        return serial;
    }

    @Override
    public synchronized void received(long nanos, byte[] bytes) {
        for (byte each : bytes) {
            received.add(each);
        }
    }

    @Override
    public synchronized void lost(RunFault fault) {
        gone = fault;
    }

    private synchronized boolean ready() {
        return !received.isEmpty() || gone != null;
    }

    private synchronized @Nullable Byte next() throws RunFault {
        if (received.isEmpty() && gone != null) {
            throw gone;
        }
        return received.poll();
    }

    @Override
    public void send(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        port.write(bytes, deadline);
    }

    @Override
    public int read(Deadline deadline) throws RunFault, InterruptedException {
        boolean unused = ticker.await(this::ready, deadline);
        Byte next = next();
        return next == null ? -1 : next & 0xff;
    }

    @Override
    public void close() {
        port.close();
    }
}
