package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;

/** SHA-256 of a file as the board works it out while the file is fetched; afterwards, where no channel is free for it. */
final class BoardReader implements AutoCloseable {
    private final BoardHash hash;
    private final String file;
    private final Optional<BegunHash> begun;
    private long bytes;

    private BoardReader(BoardHash hash, String file, Optional<BegunHash> begun) {
        this.hash = hash;
        this.file = file;
        this.begun = begun;
    }

    /** Has it ready beside the transfer, which needs a channel of its own; a server may have no more. */
    static BoardReader start(SshLink link, String file, Deadline deadline) throws RunFault, InterruptedException {
        var hash = new BoardHash(link, file, deadline);
        return new BoardReader(hash, file, link.channels().free() > 1 ? Optional.of(hash.begin()) : Optional.empty());
    }

    /** Begins: the file is there, and is this large. */
    void read(long size) {
        bytes = size;
        begun.ifPresent(hashing -> hashing.say(BoardHash.size(size)));
    }

    /** The hash of the whole file, hex. */
    String hex() throws RunFault, InterruptedException {
        return begun.isPresent() ? hash.hex(begun.get()) : hash.of(file, bytes);
    }

    @Override
    public void close() {
        begun.ifPresent(BegunHash::close);
    }
}
