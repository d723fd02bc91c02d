package dev.roadrig.wires.files;

/** Sees how far a file has come. */
public interface TransferProgress {
    TransferProgress SILENT = (bytes, of) -> {};

    /**
     * @param bytes that are there and verified
     * @param of how many there will be
     */
    void moved(long bytes, long of);
}
