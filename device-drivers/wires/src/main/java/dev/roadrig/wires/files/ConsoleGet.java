package dev.roadrig.wires.files;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.wires.ssh.ShellWord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/** One file on its way from a board. */
final class ConsoleGet {
    private static final int BLOCK = 512;
    private static final int MOST_BLOCKS = 6;
    private static final int TRIES = 40;

    private final BoardEndOfFile board;
    private final Path local;
    private final Path part;
    private final TransferProgress progress;
    private final String word;

    ConsoleGet(BoardEndOfFile board, Path local, TransferProgress progress) {
        this.board = board;
        this.local = local;
        this.part = local.resolveSibling(local.getFileName() + ConsoleFiles.PART);
        this.progress = progress;
        word = ShellWord.quote(board.path);
    }

    void run(LongConsumer checkTime) throws RunFault, InterruptedException, IOException {
        if (!board.run("[ -f " + word + " ]&&[ -r " + word + " ]").ok()) {
            throw new UnknownFault(
                    "files.missing", "There is no file %s on the board that can be read.".formatted(board.path));
        }
        long size = board.size(board.path);
        String wanted = board.sumOf("cat " + word + "|");
        long from = resumable(size);
        checkTime.accept(size - from);
        checkSpace(size - from);
        fetch(from, size);
        String came = board.summing().sum().of(part, Long.MAX_VALUE);
        if (!came.equals(wanted)) {
            Files.delete(part);
            throw new UnknownFault(
                    "files.damaged",
                    "%s is not here what it was on the board: %s there, %s here. It may have been written to meanwhile: get it again."
                            .formatted(board.path, wanted, came));
        }
        Files.move(part, local, StandardCopyOption.REPLACE_EXISTING);
    }

    private long resumable(long size) throws RunFault, InterruptedException, IOException {
        long blocks = Files.exists(part) ? Math.min(size, Files.size(part)) / BLOCK : 0;
        String first = "dd if=" + word + " bs=" + BLOCK + " count=" + blocks + " 2>/dev/null|";
        if (blocks == 0 || !board.sumOf(first).equals(board.summing().sum().of(part, blocks * BLOCK))) {
            return 0;
        }
        return blocks * BLOCK;
    }

    private void checkSpace(long needed) throws RigFault, IOException {
        long free = Files.getFileStore(local.toAbsolutePath().getParent()).getUsableSpace();
        if (free < needed) {
            throw new RigFault(
                    "files.no-space",
                    "%s needs %,d bytes more here, and %,d are free. Make room.".formatted(local, needed, free));
        }
    }

    private Encoder encoder() throws RunFault, InterruptedException {
        for (Encoder each : Encoder.values()) {
            Optional<byte[]> bytes =
                    each.bytes(board.run("printf %s sure|" + each.program).text());
            if (bytes.isPresent()
                    && new String(bytes.get(), java.nio.charset.StandardCharsets.ISO_8859_1).equals("sure")) {
                return each;
            }
        }
        throw board.refused(new SureShell.Answer(1, "no base64, no openssl and no od"));
    }

    private void fetch(long from, long size) throws RunFault, InterruptedException, IOException {
        Encoder encoder = encoder();
        int blocks = MOST_BLOCKS;
        int tries = 0;
        try (var out = new RandomAccessFile(part.toFile(), "rw")) {
            out.setLength(from);
            out.seek(from);
            long done = from;
            while (done < size) {
                progress.moved(done, size);
                Optional<byte[]> bytes = chunk(encoder, done / BLOCK, blocks);
                int wanted = (int) Math.min(size - done, (long) blocks * BLOCK);
                if (bytes.isPresent() && bytes.get().length == wanted) {
                    out.write(bytes.get());
                    done += wanted;
                    blocks = Math.min(MOST_BLOCKS, blocks * 2);
                    tries = 0;
                } else {
                    blocks = Math.max(1, blocks / 2);
                    tries = checkTries(tries + 1, done, size);
                }
            }
        }
        progress.moved(size, size);
    }

    private Optional<byte[]> chunk(Encoder encoder, long block, int blocks) throws RunFault, InterruptedException {
        String command = "dd if=" + word + " bs=" + BLOCK + " skip=" + block + " count=" + blocks + " 2>/dev/null|"
                + encoder.program;
        return board.once(command).flatMap(answer -> encoder.bytes(answer.text()));
    }

    private int checkTries(int tries, long done, long size) throws UnknownFault {
        if (tries > TRIES) {
            throw new UnknownFault(
                    "files.noisy",
                    "The chunk of %s at byte %,d of %,d did not come through in %d tries; what came stays in %s, and the same goes on there. Check the cable and the rate, or silence what else writes on the console."
                            .formatted(board.path, done, size, TRIES, part));
        }
        return tries;
    }
}
