package dev.roadrig.wires.qemu;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a QEMU process by its QMP socket (QEMU's docs/interop/qmp-spec.rst). Each question has a number, and an
 * answer that comes after its deadline is none to the next question. One thread at a time asks.
 */
public final class QmpConnection implements AutoCloseable {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    /** The C library's words for EACCES, in English; Java has no type for it here. */
    private static final String DENIED = "Permission denied";

    private final String board;
    private final Ticker ticker;
    private final QmpLines lines;
    private final OwnedThread reader;
    private long asked;
    private volatile boolean greeted;
    private volatile JsonValue.@Nullable Members answer;
    private volatile @Nullable String lost;

    private QmpConnection(String board, QmpLines lines, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
        this.lines = lines;
        reader = OwnedThread.start("rr-" + board + "-qmp", ticker, this::read);
    }

    /**
     * Connects. QEMU takes one connection at a time: another waits here until its deadline.
     *
     * @throws RigFault {@code qemu.lost}, {@code qemu.denied} or {@code qemu.late}
     */
    public static QmpConnection open(String board, Path socket, Ticker ticker, Deadline deadline)
            throws RigFault, InterruptedException {
        QmpConnection connection;
        try {
            connection = new QmpConnection(board, new QmpLines(socket), ticker);
        } catch (IOException | UnsupportedOperationException e) {
            throw unreachable(board, socket, String.valueOf(e.getMessage()));
        }
        try {
            ticker.await(() -> connection.greeted || connection.lost != null, deadline);
            if (!connection.greeted) {
                throw connection.silent("its greeting; does another program hold its QMP socket?");
            }
            JsonValue unused = connection.ask("qmp_capabilities", JsonValue.Members.none(), deadline);
            return connection;
        } catch (RigFault | InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    private static RigFault unreachable(String board, Path socket, String why) {
        boolean denied = why.contains(DENIED) || (Files.exists(socket) && !Files.isWritable(socket));
        return new RigFault(
                denied ? "qemu.denied" : "qemu.lost",
                "QEMU of " + board + " cannot be reached at " + socket + ": " + why
                        + (denied
                                ? ". Connecting takes the right to write to it: run as the user who started QEMU."
                                : ". Has its process ended?"));
    }

    private void read() {
        lost = lines.read(this::take);
        ticker.signal();
    }

    private void take(String line) {
        try {
            if (JsonText.read(line) instanceof JsonValue.Members message) {
                if (message.values().containsKey("QMP")) {
                    greeted = true;
                } else if (message.values().containsKey("id")) {
                    answer = message;
                }
            }
        } catch (BadInput e) {
            lost = "what it said is no JSON: " + e.getMessage();
        }
        ticker.signal();
    }

    /**
     * Asks for a command and waits for its end.
     *
     * @return what the command returned
     * @throws RigFault {@code qemu.refused} with QEMU's own words, {@code qemu.late}, {@code qemu.lost}
     */
    public synchronized JsonValue ask(String command, JsonValue.Members arguments, Deadline deadline)
            throws RigFault, InterruptedException {
        long number = ++asked;
        try {
            lines.send(JsonText.write(JsonValue.Members.none()
                    .with("execute", command)
                    .with("arguments", arguments)
                    .with("id", number)));
        } catch (IOException e) {
            throw lost(command, String.valueOf(e.getMessage()));
        }
        ticker.await(() -> answerTo(number).isPresent() || lost != null, deadline);
        Optional<JsonValue.Members> come = answerTo(number);
        if (come.isEmpty()) {
            throw silent(command);
        }
        Optional<JsonValue> error = come.get().optional("error");
        if (error.isPresent()) {
            throw new RigFault(
                    "qemu.refused",
                    "QEMU of " + board + " did not do '" + command + "': " + JsonText.write(error.get()) + ".");
        }
        return come.get().optional("return").orElse(JsonValue.Members.none());
    }

    private Optional<JsonValue.Members> answerTo(long number) {
        return Optional.ofNullable(answer).filter(message -> new JsonValue.Whole(number)
                .equals(message.values().get("id")));
    }

    private RigFault silent(String what) {
        String why = lost;
        return why != null
                ? lost(what, why)
                : new RigFault(
                        "qemu.late",
                        "QEMU of " + board + " did not answer in time: " + what + ". Is this host overloaded?");
    }

    private RigFault lost(String command, String why) {
        return new RigFault(
                "qemu.lost",
                "The connection to QEMU of " + board + " ended at '" + command + "': " + why
                        + ". Its process's last words are in the evidence of its end.");
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        boolean unused = reader.join(CLOSING);
    }
}
