package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.v1.CanFrame;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Frames and their data that lie in records of another group, of variable length. A frame names the offset that its data
 * have among that group's records, in whatever order the two come.
 */
final class Mdf4Pairing {
    private static final int MOST_WAITING = 4_096;
    private static final int LENGTH_BYTES = 4;

    private final Mdf4Blocks blocks;
    private final long at;
    private final Map<Long, Open> frames = new HashMap<>();
    private final Map<Long, byte[]> data = new LinkedHashMap<>();
    private long position;

    /** A frame whose data are looked for. */
    record Open(Mdf4Frames group, String bus, long utcNanos, CanFrame.Builder frame) {
        Open with(byte[] data) {
            group.with(frame, data);
            return this;
        }
    }

    /**
     * Pairs with the records of a group.
     *
     * @param at of the group of variable length
     */
    Mdf4Pairing(Mdf4Blocks blocks, long at) {
        this.blocks = blocks;
        this.at = at;
    }

    /** Takes a frame; gives it back where its data were there before it. */
    Optional<Open> frame(long offset, Open open) {
        byte[] known = data.get(offset);
        if (known != null) {
            return Optional.of(open.with(known));
        }
        if (frames.putIfAbsent(offset, open) != null || frames.size() > MOST_WAITING) {
            throw blocks.bad(
                    at,
                    "has the data of CAN frames, and they are not at the offset " + offset
                            + " that the frames say, or over " + MOST_WAITING
                            + " frames away. Finalise or sort the file with the tool that it is from");
        }
        return Optional.empty();
    }

    /** Takes the next record of variable length; gives back the frame that waited for it. */
    Optional<Open> data(byte[] bytes) {
        long offset = position;
        position += LENGTH_BYTES + bytes.length;
        data.put(offset, bytes);
        if (data.size() > MOST_WAITING) {
            data.remove(data.keySet().iterator().next());
        }
        return Optional.ofNullable(frames.remove(offset)).map(open -> open.with(bytes));
    }

    /** At the end of the records. */
    void end() {
        if (!frames.isEmpty()) {
            throw blocks.bad(
                    at,
                    "has the data of CAN frames, and those of " + frames.size()
                            + " frames are not at the offset that the frame says. Finalise or sort the file with the tool that"
                            + " it is from");
        }
    }
}
