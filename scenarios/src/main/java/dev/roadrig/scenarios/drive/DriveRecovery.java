package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import dev.roadrig.scenarios.mcap.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A sound recording made of a damaged one, and what is missing. Of a drive, a frame whose picture was lost goes too, or
 * the other way round: what is made can be played.
 *
 * @param kept what was read, and what is missing
 * @param halfFrames messages of frames without a picture and of pictures without a frame, left out
 */
public record DriveRecovery(Recovery kept, long halfFrames) {
    /**
     * Recovers a drive, a run record or any other MCAP file.
     *
     * @param target the .mcap to make; must not be there
     * @throws BadInput when there is nothing to recover, or the target is there; nothing is made then
     * @throws RigFault when the target's disk fails; nothing is kept then
     */
    public static DriveRecovery of(Path damaged, Path target) throws RigFault {
        if (!DriveReader.isMcap(target)) {
            throw new BadInput(target + " should end in .mcap, since that is what is made.");
        }
        Recovery all = Recovery.of(damaged, target, (topic, logTime) -> true);
        Set<Long> halves = halfFrames(target);
        if (halves.isEmpty()) {
            return new DriveRecovery(all, 0);
        }
        try {
            Files.delete(target);
        } catch (IOException e) {
            var fault = new RigFault("drive.disk", target + " cannot be made anew: " + FileTrouble.why(e) + ".");
            fault.initCause(e);
            throw fault;
        }
        Recovery kept =
                Recovery.of(damaged, target, (topic, logTime) -> !isOfFrames(topic) || !halves.contains(logTime));
        return new DriveRecovery(kept, kept.leftOut() - all.leftOut());
    }

    /** Messages that were kept. */
    public long messages() {
        return kept.messages();
    }

    /** Messages that were kept, by topic. */
    public Map<String, Long> messagesByTopic() {
        return kept.messagesByTopic();
    }

    /** Attachments that were kept. */
    public long attachments() {
        return kept.attachments();
    }

    /** Metadata records that were kept. */
    public long metadata() {
        return kept.metadata();
    }

    /** Kept messages without a CRC that covers them: those of a chunk that was cut. */
    public long unchecked() {
        return kept.unchecked();
    }

    /** Messages that were read and left out. */
    public long leftOut() {
        return kept.leftOut();
    }

    /** How many messages the damaged file says that it had, where it says so. */
    public OptionalLong counted() {
        return kept.counted();
    }

    /** Where the file stops making sense, in the order of the file. */
    public List<Broken> damage() {
        return kept.damage().stream()
                .map(damage -> new Broken(damage.offset(), damage.what()))
                .toList();
    }

    /**
     * Where a file stops making sense.
     *
     * @param offset in the file, bytes
     * @param what in words
     */
    public record Broken(long offset, String what) {
        @Override
        public String toString() {
            return what + " (at byte " + offset + ")";
        }
    }

    private static boolean isOfFrames(String topic) {
        return topic.equals(DriveTopic.FRAME.topic()) || topic.equals(DriveTopic.IMAGE.topic());
    }

    /** The stamps at which there are not as many frames as pictures; none in a file that is no drive. */
    private static Set<Long> halfFrames(Path path) {
        Map<Long, Integer> open = new HashMap<>();
        boolean frames = false;
        try (McapFile file = McapFile.open(path)) {
            MessageCursor cursor =
                    file.messages(Query.BY_TIME.topics(Set.of(DriveTopic.FRAME.topic(), DriveTopic.IMAGE.topic())));
            while (cursor.next()) {
                boolean frame = cursor.channel().topic().equals(DriveTopic.FRAME.topic());
                frames |= frame;
                open.merge(cursor.logTime(), frame ? 1 : -1, (a, b) -> a + b == 0 ? null : a + b);
            }
        }
        return frames ? new HashSet<>(open.keySet()) : Set.of();
    }
}
