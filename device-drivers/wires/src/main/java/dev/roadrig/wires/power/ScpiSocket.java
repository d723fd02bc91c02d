package dev.roadrig.wires.power;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** An instrument's own TCP port. */
final class ScpiSocket implements ScpiPort {
    private final Socket socket;
    private final Ticker ticker;

    private ScpiSocket(Socket socket, Ticker ticker) {
        this.socket = socket;
        this.ticker = ticker;
    }

    static ScpiSocket open(String host, int port, Ticker ticker, Deadline deadline) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), Math.max(1, leftMillis(ticker, deadline)));
            return new ScpiSocket(socket, ticker);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static int leftMillis(Ticker ticker, Deadline deadline) {
        return (int) Math.min(deadline.left(ticker).toMillis(), Integer.MAX_VALUE);
    }

    @Override
    public void send(byte[] bytes, Deadline deadline) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    @Override
    public int read(Deadline deadline) throws IOException {
        int millis = leftMillis(ticker, deadline);
        if (millis == 0) {
            return -1;
        }
        try {
            socket.setSoTimeout(millis);
            int b = socket.getInputStream().read();
            if (b < 0) {
                throw new IOException("closed by the supply");
            }
            return b;
        } catch (SocketTimeoutException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
