package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.McapRecord.Statistics;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a sound file was made of that holds all that can be read of a damaged one, and what is missing from it.
 *
 * @param messagesByTopic messages that were kept, for each topic that the file declares
 * @param attachments that were kept
 * @param metadata that were kept
 * @param damage where the file makes no sense, in file order; empty for a file that is whole
 * @param counted messages as the damaged file counts them itself; empty where that count is missing too
 * @param unchecked messages of a chunk that was cut: kept, but its CRC can't be checked without the rest
 * @param leftOut messages that were read and not kept: those of channels that are described nowhere, and those that
 *     were not wanted
 */
public record Recovery(
        SortedMap<String, Long> messagesByTopic,
        int attachments,
        int metadata,
        List<Damage> damage,
        OptionalLong counted,
        long unchecked,
        long leftOut) {
    private static final int CHUNK_BYTES = 1 << 20;

    public Recovery {
        messagesByTopic = Collections.unmodifiableSortedMap(new TreeMap<>(messagesByTopic));
        damage = List.copyOf(damage);
    }

    /** Messages that were kept. */
    public long messages() {
        return messagesByTopic.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Which messages are kept. */
    @FunctionalInterface
    public interface Wanted {
        /**
         * Whether to keep a message.
         *
         * @param logTime nanoseconds since 1970, unsigned
         */
        boolean test(String topic, long logTime);
    }

    /**
     * Makes a sound file of a damaged one: everything before the damage, what can be read behind it, and of a chunk that
     * was cut the messages that are whole. The file is chunked, compressed with LZ4 and indexed, whatever the damaged one
     * was.
     *
     * @param target the file to make; must not be there
     * @param wanted which messages to keep
     * @throws BadInput when there is nothing to recover, or the target is there; nothing is made then
     * @throws RigFault when the target's disk fails; nothing is kept then
     */
    public static Recovery of(Path damaged, Path target, Wanted wanted) throws RigFault {
        if (Files.exists(target)) {
            throw new BadInput(target + " exists already and is never written over. Choose another name with -o.");
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        boolean made = false;
        try (FileSource source = McapFile.source(damaged)) {
            Recovery recovery = write(damaged, source, part, wanted);
            Files.move(part, target);
            made = true;
            return recovery;
        } catch (IOException e) {
            throw new BadInput(damaged + " cannot be recovered to " + target + ": " + FileTrouble.why(e) + ".", e);
        } finally {
            if (!made) {
                delete(part);
            }
        }
    }

    private static Recovery write(Path damaged, FileSource source, Path part, Wanted wanted)
            throws IOException, RigFault {
        var salvage = new Salvage(source, wanted);
        var options = new McapWriterOptions(
                salvage.header().profile(),
                "roadrig",
                CHUNK_BYTES,
                Compression.LZ4,
                EnumSet.allOf(McapWriterOptions.Part.class));
        try (var out = new McapWriter(new TargetStream(part), options)) {
            salvage.into(out);
        } catch (TargetException e) {
            var fault = new RigFault(
                    "drive.disk",
                    "What is recovered of " + damaged + " cannot be written to " + part + ": " + e.getMessage()
                            + ". Free some space, or choose another place with -o.");
            fault.initCause(e);
            throw fault;
        }
        return salvage.account();
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // Its name says that it is not whole; the first error is the one that is told.
        }
    }

    /** A disk that fails under the file that is made, as against the one that is read. */
    private static final class TargetException extends IOException {
        private static final long serialVersionUID = 1L;

        TargetException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The file that is made. */
    private static final class TargetStream extends OutputStream {
        private final OutputStream file;

        TargetStream(Path path) throws IOException {
            file = new FileOutputStream(path.toFile());
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                file.write(bytes, from, length);
            } catch (IOException e) {
                throw new TargetException(e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    static OptionalLong counted(Statistics statistics) {
        return statistics.messageCount() < 0 ? OptionalLong.empty() : OptionalLong.of(statistics.messageCount());
    }
}
