package dev.roadrig.wires.serial;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Bell;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.ConsoleLog;
import dev.roadrig.wires.uart.UartPort;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The thread that writes to a port: nothing frees a write that the far side does not take, so nobody else waits in it. */
final class SerialWriter {
    /** Small, so that a write whose deadline has passed stops soon after the far side takes bytes again. */
    private static final int CHUNK = 64;

    private static final byte[] NOTHING = new byte[0];

    /** Is told what went out, with the time. */
    interface Sent {
        void told(long nanos, byte[] bytes);
    }

    private final UartPort port;
    private final String name;
    private final Ticker ticker;
    private final Sent sent;
    private final Consumer<String> lose;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();
    private volatile boolean stopping;
    private volatile boolean writing;

    SerialWriter(UartPort port, String name, Ticker ticker, Sent sent, Consumer<String> lose) {
        this.port = port;
        this.name = name;
        this.ticker = ticker;
        this.sent = sent;
        this.lose = lose;
    }

    /** @param told what listeners see in place of the bytes; empty where that is the bytes */
    void write(byte[] bytes, Optional<byte[]> told, Deadline deadline, ConsoleLog log)
            throws RunFault, InterruptedException {
        var job = new Job(bytes.clone(), told, ticker.bell());
        jobs.add(job);
        try {
            if (!job.ended.await(() -> job.finished, deadline)) {
                throw new RigFault(
                        "console.stuck",
                        "%s took %d of %d bytes by the deadline. Check flow control and whether the board reads its console."
                                .formatted(name, job.written, bytes.length),
                        log.evidence());
            }
        } finally {
            job.cancelled = true;
        }
        String failure = job.failure;
        if (failure != null) {
            throw new RigFault(
                    "console.lost",
                    "%s is gone while writing: %s. Check the cable and the adapter.".formatted(name, failure),
                    log.evidence());
        }
    }

    /** Ends the thread; a write that hangs is freed by dropping what it waits for, where the driver can. */
    void stop() {
        stopping = true;
        var last = new Job(NOTHING, Optional.empty(), ticker.bell());
        last.cancelled = true;
        jobs.add(last);
        if (!writing) {
            return;
        }
        try {
            port.dropWrites();
        } catch (IOException e) {
            // The port is gone already, and so is what it had to write.
            stopping = true;
        }
    }

    void run() {
        try {
            while (!stopping) {
                Job job = jobs.take();
                try {
                    send(job);
                } catch (IOException e) {
                    job.failure = String.valueOf(e.getMessage());
                    lose.accept(job.failure);
                }
                job.finished = true;
                job.ended.ring();
            }
        } catch (InterruptedException e) {
            lose.accept("its writer was interrupted");
        }
    }

    private void send(Job job) throws IOException, InterruptedException {
        while (!job.cancelled && !stopping && job.written < job.bytes.length) {
            int end = Math.min(job.bytes.length, job.written + CHUNK);
            byte[] chunk = Arrays.copyOfRange(job.bytes, job.written, end);
            writing = true;
            boolean taken = port.write(chunk);
            writing = false;
            if (!taken) {
                throw new IOException("it takes no more bytes");
            }
            boolean first = job.written == 0;
            job.written = end;
            if (job.told.isEmpty() || first) {
                sent.told(ticker.nanos(), job.told.orElse(chunk));
            }
        }
    }

    private static final class Job {
        private final byte[] bytes;
        private final Optional<byte[]> told;
        private final Bell ended;
        private volatile int written;
        private volatile boolean cancelled;
        private volatile boolean finished;
        private volatile @Nullable String failure;

        Job(byte[] bytes, Optional<byte[]> told, Bell ended) {
            this.bytes = bytes;
            this.told = told;
            this.ended = ended;
        }
    }
}
