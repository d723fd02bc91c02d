package dev.roadrig.wires.files;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.wires.ssh.ShellWord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** One file on its way to a board. */
final class ConsolePut {
    private static final int LEAST_CHUNK = 48;
    private static final int LARGEST_CHUNK = 3072;
    private static final int TRIES = 40;

    private final BoardEndOfFile board;
    private final Path local;
    private final long size;
    private final TransferProgress progress;
    private final String part;
    private final String word;

    ConsolePut(BoardEndOfFile board, Path local, long size, TransferProgress progress) {
        this.board = board;
        this.local = local;
        this.size = size;
        this.progress = progress;
        part = board.path + ConsoleFiles.PART;
        word = ShellWord.quote(part);
    }

    void run(LongConsumer checkTime) throws RunFault, InterruptedException, IOException {
        String folder = board.path.substring(0, Math.max(1, board.path.lastIndexOf('/')));
        board.must("mkdir -p " + ShellWord.quote(folder));
        long from = resumable();
        checkTime.accept(size - from);
        checkSpace(folder, size - from);
        send(from);
        finish();
    }

    private long resumable() throws RunFault, InterruptedException, IOException {
        long there = board.size(part);
        if (there > 0 && there <= size) {
            String seen = board.sumOf("cat " + word + "|");
            if (seen.equals(board.summing().sum().of(local, there))) {
                return there;
            }
        }
        board.must(": >" + word);
        return 0;
    }

    private void checkSpace(String folder, long needed) throws RunFault, InterruptedException {
        SureShell.Answer answer = board.run("df -Pk " + ShellWord.quote(folder));
        String[] words = answer.text().strip().split("\\s+");
        // ... blocks used AVAILABLE percent mount; a board without df is not asked.
        if (!answer.ok() || words.length < 6 || !words[words.length - 3].matches("[0-9]{1,15}")) {
            return;
        }
        long free = Long.parseLong(words[words.length - 3]) * 1024;
        if (free < needed) {
            throw new UnknownFault(
                    "files.no-space",
                    "%s needs %,d bytes more in %s on the board, and %,d are free. Make room there."
                            .formatted(local.getFileName(), needed, folder, free));
        }
    }

    private Decoder decoder() throws RunFault, InterruptedException {
        for (Decoder each : Decoder.values()) {
            if (board.run(each.command(new byte[] {'s', 'u', 'r', 'e'})).text().equals("sure")) {
                return each;
            }
        }
        throw board.refused(new SureShell.Answer(1, "no base64, no openssl, no printf with octal escapes"));
    }

    private void send(long from) throws RunFault, InterruptedException, IOException {
        Decoder decoder = decoder();
        int quoting = ShellWord.quote(word).length() - word.length();
        String around = append(0, "");
        int most =
                Math.min(LARGEST_CHUNK, decoder.bytesIn(board.sure.longestCommand() - around.length() - quoting - 20));
        long done = from;
        int chunk = most;
        int tries = 0;
        // Where the file ends once one of the chunks is appended that were said since it grew.
        Set<Long> ends = new HashSet<>();
        try (var in = new RandomAccessFile(local.toFile(), "r")) {
            in.seek(done);
            while (done < size) {
                progress.moved(done, size);
                byte[] bytes = read(in, done, chunk);
                ends.add(done + bytes.length);
                Optional<SureShell.Answer> answer = board.once(append(done, decoder.command(bytes)));
                long there = answer.isPresent() ? board.number(answer.get()) : done;
                if (there > done && ends.contains(there)) {
                    // It may be a chunk of before that was appended, and whose answer was lost.
                    done = there;
                    ends.clear();
                    chunk = Math.min(most, chunk * 2);
                    tries = 0;
                } else if (there != done) {
                    throw board.refused(answer.orElseThrow());
                } else {
                    chunk = Math.min(most, Math.max(LEAST_CHUNK, chunk / 2));
                    tries = checkTries(tries + 1, done);
                }
            }
        }
        progress.moved(size, size);
    }

    /** Appends only where the file is as long as it must be, so that a line that is said again does nothing. */
    private String append(long at, String printing) {
        return "P=" + word + ";[ $(wc -c <\"$P\") != " + at + " ]||" + printing + ">>\"$P\";wc -c <\"$P\"";
    }

    private static byte[] read(RandomAccessFile in, long at, int most) throws IOException {
        in.seek(at);
        byte[] bytes = new byte[most];
        int count = in.read(bytes);
        return Arrays.copyOf(bytes, Math.max(0, count));
    }

    private int checkTries(int tries, long done) throws UnknownFault {
        if (tries > TRIES) {
            throw new UnknownFault(
                    "files.noisy",
                    "The chunk of %s at byte %,d of %,d did not come through in %d tries; what came stays in %s, and the same goes on there. Check the cable and the rate, or slow down."
                            .formatted(local.getFileName(), done, size, TRIES, part));
        }
        return tries;
    }

    private void finish() throws RunFault, InterruptedException, IOException {
        String wanted = board.summing().sum().of(local, size);
        String came = board.sumOf("cat " + word + "|");
        if (!came.equals(wanted)) {
            board.must("rm -f " + word);
            throw new UnknownFault(
                    "files.damaged",
                    "%s is not on the board what was sent: %s was sent, %s is there. Check the board's storage, and whether the file here was changed meanwhile."
                            .formatted(board.path, wanted, came));
        }
        String target = ShellWord.quote(board.path);
        board.must("[ ! -f " + word + " ]||mv -f " + word + " " + target);
        String named = board.sumOf("cat " + target + "|");
        if (!named.equals(wanted)) {
            throw board.refused(new SureShell.Answer(1, "it was not renamed from " + part));
        }
    }
}
