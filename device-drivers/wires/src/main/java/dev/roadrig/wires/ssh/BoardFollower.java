package dev.roadrig.wires.ssh;

import com.jcraft.jsch.SftpProgressMonitor;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * SHA-256 of a file as the board works it out while the file comes: a shell there reads which blocks have come and feeds
 * them to the hash. It saves time at the end, and may fail: where it says nothing in time, or another hash than what was
 * sent, the whole file is to be hashed anew.
 */
final class BoardFollower implements AutoCloseable {
    /** Each is a process there, and the last one is read when all has come. */
    private static final long STEP = 4 << 20;
    /** For the start, and for the hash of what came last. */
    private static final Duration HINT = Duration.ofSeconds(5);

    private final SshLink link;
    private final Optional<BegunHash> begun;
    private long toldBlocks;

    private BoardFollower(SshLink link, Optional<BegunHash> begun) {
        this.link = link;
        this.begun = begun;
    }

    /**
     * Starts it where a channel is free beside the transfer's own; a server may have no more.
     *
     * @param bytes how large the file will be
     */
    static BoardFollower start(SshLink link, String file, long bytes) throws InterruptedException {
        if (link.channels().free() == 0) {
            return new BoardFollower(link, Optional.empty());
        }
        Deadline soon = link.ticker().in(HINT);
        try {
            return new BoardFollower(link, Optional.of(new BoardHash(link, file, soon).follow(file, bytes)));
        } catch (RunFault e) {
            // The file is hashed afterwards; a connection that is lost is told by the transfer.
            return new BoardFollower(link, Optional.empty());
        }
    }

    /**
     * @param from bytes that are there already
     * @param onTheWay so many may have been sent which the board has not said to have written
     */
    SftpProgressMonitor monitor(long from, long onTheWay) {
        return new SftpProgressMonitor() {
            private long sent = from;

            @Override
            public void init(int operation, String source, String target, long bytes) {}

            @Override
            public boolean count(long bytes) {
                sent += bytes;
                tell(sent - onTheWay);
                return true;
            }

            @Override
            public void end() {}
        };
    }

    private void tell(long written) {
        if (begun.isPresent() && written - toldBlocks * BoardHash.BLOCK >= STEP) {
            long blocks = written / BoardHash.BLOCK;
            begun.get().say(toldBlocks + " " + (blocks - toldBlocks) + "\n");
            toldBlocks = blocks;
        }
    }

    /** All has been written: the hash of the file, hex; empty where the board does not say it. */
    Optional<String> hex(long bytes) throws InterruptedException {
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        // One block more than there are: a file that is longer has another hash.
        long blocks = bytes / BoardHash.BLOCK + 2;
        begun.get().say(toldBlocks + " " + (blocks - toldBlocks) + "\n");
        begun.get().endInput();
        return begun.get().said(link.ticker().in(HINT));
    }

    @Override
    public void close() {
        begun.ifPresent(BegunHash::close);
    }
}
