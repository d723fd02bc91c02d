package dev.roadrig.wires.power;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines to and from an instrument over TCP. A question that was not answered in time ends the connection: its late
 * answer would else be taken for the answer to the next one.
 */
final class ScpiConnection implements AutoCloseable {
    private static final int LONGEST_ANSWER = 4096;

    private final String name;
    private final String host;
    private final int port;
    private final Ticker ticker;
    private @Nullable Socket socket;

    ScpiConnection(String name, String host, int port, Ticker ticker) {
        this.name = name;
        this.host = host;
        this.port = port;
        this.ticker = ticker;
    }

    /** Sends a command that has no answer. */
    void tell(String command, Deadline deadline) throws RigFault {
        try {
            send(open(deadline), command);
        } catch (IOException e) {
            throw lost(command, String.valueOf(e.getMessage()));
        }
    }

    /** Sends a question and reads its one line, without its end. */
    String ask(String question, Deadline deadline) throws RigFault {
        var line = new ByteArrayOutputStream();
        try {
            Socket open = open(deadline);
            send(open, question);
            String answer = readLine(open, line, deadline);
            // Some instruments, and most serial-to-network boxes, send back what they were sent.
            if (answer.equals(question)) {
                line.reset();
                answer = readLine(open, line, deadline);
            }
            return answer;
        } catch (SocketTimeoutException e) {
            String torn = line.toString(StandardCharsets.US_ASCII);
            if (torn.isEmpty()) {
                throw lost(question, "no answer by the deadline");
            }
            close();
            throw new RigFault(
                    "supply.garbled",
                    "The supply %s at %s:%d answered '%s' to '%s' without an end of line. Set its terminator to LF."
                            .formatted(name, host, port, torn, question));
        } catch (IOException e) {
            throw lost(question, String.valueOf(e.getMessage()));
        }
    }

    private static void send(Socket open, String line) throws IOException {
        open.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        open.getOutputStream().flush();
    }

    private String readLine(Socket open, ByteArrayOutputStream line, Deadline deadline) throws IOException {
        InputStream in = open.getInputStream();
        while (true) {
            open.setSoTimeout(leftMillis(deadline));
            int b = in.read();
            if (b < 0) {
                throw new IOException("closed by the supply");
            }
            if (b == '\n') {
                return line.toString(StandardCharsets.US_ASCII).strip();
            }
            line.write(b);
            if (line.size() > LONGEST_ANSWER) {
                throw new IOException("an answer without an end");
            }
        }
    }

    private Socket open(Deadline deadline) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket();
            socket = open;
            open.setTcpNoDelay(true);
            open.connect(new InetSocketAddress(host, port), leftMillis(deadline));
        }
        return open;
    }

    private int leftMillis(Deadline deadline) throws SocketTimeoutException {
        long millis = deadline.left(ticker).toMillis();
        if (millis == 0) {
            throw new SocketTimeoutException("no answer by the deadline");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private RigFault lost(String what, String why) {
        close();
        return new RigFault(
                "supply.lost",
                "The supply %s at %s:%d did not answer '%s': %s. Check that it is on and on the network."
                        .formatted(name, host, port, what, why));
    }

    @Override
    public void close() {
        Socket open = socket;
        socket = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
