package dev.roadrig.wires.rfc2217;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.rfc2217.MemoryUart;
import dev.roadrig.boards.rfc2217.Rfc2217Server;
import dev.roadrig.boards.rfc2217.SecondClient;
import dev.roadrig.boards.rfc2217.ServerFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;

/** A board's UART behind a terminal server, and ports opened to it, on the real clock. */
final class Rfc2217Bench implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);

    final RealTicker ticker = new RealTicker("rfc2217-test");
    final MemoryUart uart = new MemoryUart();

    Rfc2217Server server(ServerFault... faults) throws IOException {
        return new Rfc2217Server(uart, SecondClient.REFUSE, faults);
    }

    Rfc2217Port open(Rfc2217Server server, String query) throws Exception {
        return open(server, query, LONG);
    }

    Rfc2217Port open(Rfc2217Server server, String query, Duration negotiating) throws Exception {
        var address = Rfc2217Address.parse("rfc2217://127.0.0.1:" + server.port() + query);
        var port = new Rfc2217Port(address, negotiating, ticker);
        port.open();
        return port;
    }

    static byte[] rate(int baud) {
        return ByteBuffer.allocate(4).putInt(baud).array();
    }

    byte[] read(Rfc2217Port port, int atLeast) throws Exception {
        byte[] all = readAll(port, atLeast);
        // A banner comes before all else.
        return Arrays.copyOfRange(all, all.length - atLeast, all.length);
    }

    byte[] readAll(Rfc2217Port port, int atLeast) throws Exception {
        var bytes = new ByteArrayOutputStream();
        until(() -> {
            int waiting = port.waiting();
            bytes.writeBytes(waiting > 0 ? port.read(waiting) : new byte[0]);
            return bytes.size() >= atLeast;
        });
        return bytes.toByteArray();
    }

    void until(Callable<Boolean> done) throws Exception {
        var deadline = ticker.in(LONG);
        while (!done.call()) {
            assertThat(deadline.passed(ticker)).as("in time").isFalse();
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        ticker.close();
    }
}
