package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.v1.ReplayedMessage;
import dev.roadrig.scenarios.drive.v1.ReplayedMessage.Fate;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.Closeable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One MCAP file with an entry for every message that was sent or dropped (replay.proto), written on a thread of its own:
 * packing a chunk takes longer than messages are apart.
 */
public final class McapReplayLog implements ReplayLog, Closeable {
    private static final DriveTopic TOPIC =
            new DriveTopic("/replay", ReplayedMessage.getDescriptor(), "ns since the replay began");
    private static final int BATCH = 256;
    private static final int MOST_BATCHES = 1_000;
    private static final List<Entry> END = List.of();

    private final DriveWriter writer;
    private final Pace pace;
    private final BlockingQueue<List<Entry>> batches = new ArrayBlockingQueue<>(MOST_BATCHES);
    private final Thread thread;
    private List<Entry> batch = new ArrayList<>(BATCH);
    private volatile @Nullable RigFault fault;
    private boolean ended;

    /** What is kept until it is written. */
    private record Entry(int pass, String topic, long sequence, long log, long due, boolean sent, long at, long taken) {
        ReplayedMessage message() {
            var message = ReplayedMessage.newBuilder()
                    .setPass(pass)
                    .setTopic(topic)
                    .setSequence((int) sequence)
                    .setLogNs(log)
                    .setDueNs(due)
                    .setFate(sent ? Fate.SENT : Fate.DROPPED);
            if (sent) {
                message.setSentNs(at).setTakenNs(taken).setLateNs(Math.max(0, at - due));
            }
            return message.build();
        }
    }

    /**
     * Begins a file.
     *
     * @param pace says when the replay has begun
     * @throws dev.roadrig.scenarios.fault.BadInput when there is one of this name, or it cannot be made
     */
    public McapReplayLog(Path target, Pace pace) {
        this.pace = pace;
        writer = new DriveWriter(target);
        thread = new Thread(this::write, "rr-replay-log");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void sent(ReplayMessage message, long dueNanos, long sentNanos, long takenNanos) throws RigFault {
        add(entry(message, dueNanos, true, sentNanos, takenNanos));
    }

    @Override
    public void dropped(ReplayMessage message, long dueNanos, long atNanos) throws RigFault {
        add(entry(message, dueNanos, false, atNanos, atNanos));
    }

    private static Entry entry(ReplayMessage message, long due, boolean sent, long at, long taken) {
        return new Entry(
                message.pass(),
                message.channel().topic(),
                message.sequence(),
                message.logNanos(),
                due,
                sent,
                at,
                taken);
    }

    private void add(Entry entry) throws RigFault {
        batch.add(entry);
        if (batch.size() == BATCH) {
            hand(batch);
            batch = new ArrayList<>(BATCH);
        }
        check();
    }

    private void check() throws RigFault {
        RigFault broken = fault;
        if (broken != null) {
            throw broken;
        }
    }

    private void hand(List<Entry> full) {
        boolean interrupted = false;
        while (true) {
            try {
                batches.put(full);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            for (List<Entry> next = batches.take(); next != END; next = batches.take()) {
                Instant begun = pace.begunUtc();
                long beginUtcNanos = TimeUnit.SECONDS.toNanos(begun.getEpochSecond()) + begun.getNano();
                for (Entry entry : next) {
                    writer.write(TOPIC, beginUtcNanos + entry.at(), entry.message());
                }
            }
        } catch (RigFault e) {
            fault = e;
            drain();
        } catch (RuntimeException e) {
            // Nobody reads on: the one that plays must not wait for room that never comes.
            fault = new RigFault("replay.log", "The replay's log could not be written: " + FileTrouble.why(e));
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        try {
            while (batches.take() != END) {
                // The disk is full: what stands in line goes too, so that the replay does not stand still.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes what is left and gives the file its name.
     *
     * @param origin what was played and how, names and values
     */
    public void finish(Map<String, String> origin) throws RigFault {
        end();
        check();
        writer.finish(origin);
    }

    private void end() {
        if (!ended) {
            ended = true;
            hand(batch);
            hand(END);
            ThreadEnd.await(thread);
        }
    }

    /** Without {@link #finish} before, nothing of the file is kept. */
    @Override
    public void close() {
        end();
        writer.close();
    }
}
