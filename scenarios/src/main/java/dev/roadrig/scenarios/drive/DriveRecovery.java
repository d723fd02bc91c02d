package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
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
import java.util.Map;
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
            var fault = new RigFault("drive.disk", target + " cannot be made anew: " + e.getMessage() + ".");
            fault.initCause(e);
            throw fault;
        }
        Recovery kept =
                Recovery.of(damaged, target, (topic, logTime) -> !isOfFrames(topic) || !halves.contains(logTime));
        return new DriveRecovery(kept, kept.leftOut() - all.leftOut());
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
