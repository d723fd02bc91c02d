package dev.roadrig.wires.ssh;

import com.jcraft.jsch.SftpProgressMonitor;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;

/**
 * SHA-256 of a file as the board works it out while the file comes: a shell there reads which blocks have come and feeds
 * them to the hash. A hint that saves time at the end, and no proof: where it says nothing, or another hash than what was
 * sent, the whole file is hashed anew.
 */
final class BoardFollower implements AutoCloseable {
    /** So many bytes may be on their way, which the board has not said to have written. */
    private static final long ON_THE_WAY = 4 << 20;

    private static final long STEP = 2 << 20;

    private final Optional<BoardHash.Begun> begun;
    private long toldBlocks;

    private BoardFollower(Optional<BoardHash.Begun> begun) {
        this.begun = begun;
    }

    /** Starts it; a server that has no room for one more channel hashes afterwards. */
    static BoardFollower start(BoardHash hash, String file, Deadline deadline) throws RunFault, InterruptedException {
        try {
            return new BoardFollower(Optional.of(hash.follow(file)));
        } catch (UnknownFault e) {
            if (deadline.passed(hash.link().ticker())) {
                throw e;
            }
            return new BoardFollower(Optional.empty());
        }
    }

    /** @param from bytes that are there already */
    SftpProgressMonitor monitor(long from) {
        return new SftpProgressMonitor() {
            private long sent = from;

            @Override
            public void init(int operation, String source, String target, long bytes) {}

            @Override
            public boolean count(long bytes) {
                sent += bytes;
                tell(sent - ON_THE_WAY);
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
    Optional<String> hex(long bytes) throws RunFault, InterruptedException {
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        long blocks = (bytes + BoardHash.BLOCK - 1) / BoardHash.BLOCK;
        begun.get().say(toldBlocks + " " + (blocks - toldBlocks) + "\n");
        begun.get().endInput();
        return begun.get().said();
    }

    @Override
    public void close() {
        begun.ifPresent(BoardHash.Begun::close);
    }
}
