package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;

/** SHA-256 of a file as the board works it out while the file is fetched; afterwards, where no channel is free for it. */
final class BoardReader implements AutoCloseable {
    private final BoardHash hash;
    private final String file;
    private final Optional<BegunHash> begun;
    private final Channels.Permit transfer;
    private long bytes;

    private BoardReader(BoardHash hash, String file, Optional<BegunHash> begun, Channels.Permit transfer) {
        this.hash = hash;
        this.file = file;
        this.begun = begun;
        this.transfer = transfer;
    }

    /**
     * Has it ready beside the transfer, which needs a channel of its own; a server may have no more. So both are taken at
     * once: a get that held one and waited for the other could wait for another get that does the same.
     */
    static BoardReader start(SshLink link, String file, Deadline deadline) throws RunFault, InterruptedException {
        var hash = new BoardHash(link, file, deadline);
        Optional<Channels.Pair> both = link.channels().takeTwo();
        if (both.isEmpty()) {
            return new BoardReader(hash, file, Optional.empty(), link.channels().take(deadline));
        }
        Channels.Permit transfer = both.get().other();
        try {
            return new BoardReader(hash, file, Optional.of(hash.begin(both.get().one())), transfer);
        } catch (RunFault | InterruptedException | RuntimeException e) {
            transfer.close();
            throw e;
        }
    }

    /** For the transfer, which gives it back. */
    Channels.Permit transfer() {
        return transfer;
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
