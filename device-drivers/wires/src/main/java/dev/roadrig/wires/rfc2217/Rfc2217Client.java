package dev.roadrig.wires.rfc2217;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.Telnet;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.BoardText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The client's side of RFC 2217 on an open connection. It has no thread: whoever waits for data or for an answer takes in
 * what came, so that a request works from any thread while another polls for data.
 */
final class Rfc2217Client {
    private static final long POLL_NANOS = 200_000;

    private final Ticker ticker;
    private final Duration timeout;
    private final Outbox outbox;
    private final Options options = new Options();
    private final Answers answers = new Answers();
    private final Heartbeat heartbeat;
    private final Inbox inbox;
    private final Intake intake;
    private final Object asking = new Object();

    Rfc2217Client(SocketChannel channel, Ticker ticker, Duration timeout) {
        this.ticker = ticker;
        this.timeout = timeout;
        this.outbox = new Outbox(channel);
        this.heartbeat = new Heartbeat(timeout, ticker.nanos());
        this.inbox = new Inbox(options, answers, outbox, heartbeat);
        this.intake = new Intake(channel, ticker, heartbeat, inbox);
    }

    /**
     * Agrees on port control and on all eight bits.
     *
     * @throws IOException when the peer does not within this time, with what it is instead
     */
    void negotiate(Duration within) throws IOException, InterruptedException {
        outbox.send(options.opening());
        boolean unused = until(() -> agreed() || options.refused(), within);
        if (agreed()) {
            return;
        }
        if (!options.heard()) {
            throw new IOException("it speaks no telnet within %s; write tcp:// for a port without RFC 2217"
                    .formatted(seconds(within)));
        }
        throw new IOException(
                options.comPort()
                        ? "it does not pass all eight bits (telnet's BINARY refused)"
                        : "it speaks telnet but not RFC 2217; turn that on at the server, such as telnet(rfc2217)");
    }

    /**
     * Asks for a setting and waits for the answer.
     *
     * @return the value in force by the server's word, which need not be the one asked for
     * @throws InterruptedIOException when none comes by the time-out, naming the option
     */
    byte[] request(ComPort option, byte... value) throws IOException, InterruptedException {
        synchronized (asking) {
            answers.await(option, value);
            try {
                outbox.send(Telnet.comPort(option.code(), value));
                if (!until(() -> answers.answer() != null, timeout)) {
                    throw new InterruptedIOException(
                            "no answer to %s within %s".formatted(option.rfcName(), seconds(timeout)));
                }
                byte[] answer = answers.answer();
                return answer == null ? value : answer;
            } finally {
                answers.giveUp();
            }
        }
    }

    /**
     * Drops what lies in the server's buffers and in ours: nothing that the board sent before is read after.
     *
     * @param which 1 what was received, 2 what is to be sent, 3 both
     */
    void purge(int which) throws IOException, InterruptedException {
        // Dropped when the answer is seen, since bytes in flight come before it; a server that gives none costs none.
        inbox.purging((which & 1) != 0);
        try {
            byte[] unused = request(ComPort.PURGE_DATA, (byte) which);
        } finally {
            inbox.purging(false);
        }
    }

    /** Asks the server to hold its data back, or to go on; it has no answer. */
    void hold(boolean stop) throws IOException {
        outbox.send(Telnet.comPort((stop ? ComPort.FLOWCONTROL_SUSPEND : ComPort.FLOWCONTROL_RESUME).code()));
    }

    /**
     * Asks for a sign of life for the first time: who answers this is asked again whenever it has been silent.
     *
     * @param baud of the line
     */
    void beginHeartbeat(int baud) throws IOException {
        heartbeat.baud(baud);
        ask();
    }

    /**
     * Asks a server that has been silent for a sign of life, which changes nothing there: its signature.
     *
     * @throws IOException when it owes one for too long
     */
    void watch() throws IOException {
        if (!heartbeat.overdue(ticker.nanos()).isZero()) {
            // It may have come while this thread was kept from looking.
            pump();
        }
        long now = ticker.nanos();
        Duration silent = heartbeat.overdue(now);
        if (!silent.isZero()) {
            throw new IOException(silence(silent));
        }
        // Where the server takes nothing, a write's own deadline tells.
        if (heartbeat.due(now) && outbox.flush()) {
            ask();
        }
    }

    /** A server that waits for its port looks as one that is gone: it answers nothing that comes behind what it can't pass on. */
    private String silence(Duration silent) {
        return "the server has said nothing for %d s and does not answer, as it did before: its host or the network is gone, or its program hangs"
                        .formatted(silent.toSeconds())
                + (heartbeat.wroteAny()
                        ? ", or its port does not take what was typed; look at the port's flow control there, and whether the board reads its console"
                        : "");
    }

    private void ask() throws IOException {
        heartbeat.asked(ticker.nanos());
        outbox.send(Telnet.comPort(ComPort.SIGNATURE.code()));
    }

    /**
     * Sends data once the server takes any.
     *
     * @return false when it was to be dropped before all was out
     */
    boolean write(byte[] bytes, BooleanSupplier drop) throws IOException, InterruptedException {
        while (inbox.suspended()) {
            pump();
            if (drop.getAsBoolean()) {
                return false;
            }
            boolean unused = ticker.await(() -> !inbox.suspended() || drop.getAsBoolean(), soon());
        }
        heartbeat.wrote(ticker.nanos(), bytes.length);
        outbox.send(Telnet.data(bytes));
        while (!outbox.flush()) {
            if (drop.getAsBoolean()) {
                return false;
            }
            boolean unused = ticker.await(drop, soon());
        }
        return true;
    }

    /** Takes in what came, unless some waits already. @return how many bytes of data wait */
    synchronized int waiting() throws IOException {
        if (inbox.waiting() == 0) {
            pump();
        }
        return inbox.waiting();
    }

    /** All data that wait. */
    byte[] read() {
        return inbox.take();
    }

    /** What the server told of the line since this was asked last. */
    List<LineNotice> lineNotices() {
        return inbox.lineStates().take();
    }

    /** Answers that came after their time-out. */
    long lateAnswers() {
        return answers.late();
    }

    private boolean until(BooleanSupplier done, Duration within) throws IOException, InterruptedException {
        Deadline deadline = ticker.in(within);
        while (true) {
            pump();
            if (done.getAsBoolean()) {
                return true;
            }
            if (deadline.passed(ticker)) {
                return false;
            }
            boolean unused = ticker.await(done, soon());
        }
    }

    private boolean agreed() {
        return options.comPort() && options.binary();
    }

    private static String seconds(Duration span) {
        return span.toMillis() / 1000.0 + " s";
    }

    private Deadline soon() {
        return new Deadline(ticker.nanos() + POLL_NANOS);
    }

    private void pump() throws IOException {
        boolean unused = outbox.flush();
        if (intake.take() < 0) {
            throw new EOFException("the server closed the connection");
        }
    }

    /**
     * What waits unread of a server that has ended the connection, as text.
     *
     * @return empty when it goes on
     */
    Optional<String> lastWords() {
        return intake.takeToEnd() ? Optional.of(BoardText.of(inbox.take())) : Optional.empty();
    }

    /** How far the server has come. */
    TurnedAway.Reached reached() {
        if (answers.any()) {
            return TurnedAway.Reached.PORT;
        }
        return options.heard() ? TurnedAway.Reached.TELNET : TurnedAway.Reached.NOTHING;
    }
}
