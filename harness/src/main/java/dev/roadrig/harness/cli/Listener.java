package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Whether anybody listens at an address: without that, every check of what listens there would only say so again. */
final class Listener {
    private static final int PATIENCE_MILLIS = 5_000;

    private Listener() {}

    /** @throws RigFault {@code agent.nobody} where no TCP connection can be made */
    static void require(String host, int port) throws RigFault {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new RigFault(
                    "agent.nobody",
                    "Nobody listens at %s port %d: %s. Look whether the agent runs and on which port it says that it listens; an agent on a board that listens on the board's loopback address only is reached through a port that ssh -L forwards."
                            .formatted(host, port, why(e)));
        }
    }

    private static String why(IOException e) {
        if (e instanceof UnknownHostException) {
            return "no address is known for that name";
        }
        return e instanceof SocketTimeoutException
                ? "no answer in " + PATIENCE_MILLIS / 1000 + " s"
                : String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
