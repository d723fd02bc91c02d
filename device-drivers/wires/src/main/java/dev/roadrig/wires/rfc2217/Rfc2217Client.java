package dev.roadrig.wires.rfc2217;

import dev.roadrig.ports.telnet.ComPort;
import dev.roadrig.ports.telnet.Telnet;
import dev.roadrig.ports.telnet.TelnetDecoder;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.BoardText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The client's side of RFC 2217 on an open connection. It has no thread: whoever waits for data or for an answer takes in
 * what came, so that a request works from any thread while another polls for data.
 */
final class Rfc2217Client {
    private static final long POLL_NANOS = 200_000;
    private static final int READ = 16 * 1024;

    private final SocketChannel channel;
    private final Ticker ticker;
    private final Duration timeout;
    private final Outbox outbox;
    private final Options options = new Options();
    private final Answers answers = new Answers();
    private final Inbox inbox;
    private final TelnetDecoder decoder;
    private final ByteBuffer buffer = ByteBuffer.allocate(READ);
    private final Object asking = new Object();

    Rfc2217Client(SocketChannel channel, Ticker ticker, Duration timeout) {
        this.channel = channel;
        this.ticker = ticker;
        this.timeout = timeout;
        this.outbox = new Outbox(channel);
        this.inbox = new Inbox(options, answers, outbox);
        this.decoder = new TelnetDecoder(inbox);
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

    /** The bits of the modem state that the server told last ({@link dev.roadrig.ports.telnet.PortControl}). */
    int modemState() {
        return inbox.modemState();
    }

    /** All bits of the line state that the server has told since the connection began. */
    int lineState() {
        return inbox.lineState();
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

    private synchronized void pump() throws IOException {
        boolean unused = outbox.flush();
        if (take() < 0) {
            throw new EOFException("the server closed the connection");
        }
    }

    private synchronized int take() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count > 0) {
            byte[] bytes = new byte[count];
            buffer.flip().get(bytes);
            decoder.take(bytes);
        }
        return count;
    }

    /**
     * What waits unread of a server that has ended the connection, as text.
     *
     * @return empty when it goes on
     */
    synchronized Optional<String> lastWords() {
        try {
            int count = take();
            while (count > 0) {
                count = take();
            }
            if (count == 0) {
                return Optional.empty();
            }
        } catch (ClosedChannelException e) {
            // We did it.
            return Optional.empty();
        } catch (IOException e) {
            // A reset comes after all that can still be read.
            return Optional.of(BoardText.of(inbox.take()));
        }
        return Optional.of(BoardText.of(inbox.take()));
    }

    /** Whether anything of telnet came at all. */
    boolean heardTelnet() {
        return options.heard();
    }
}
