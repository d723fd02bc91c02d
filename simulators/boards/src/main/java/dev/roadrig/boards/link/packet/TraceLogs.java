package dev.roadrig.boards.link.packet;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.MmLinkLogWriter;
import dev.roadrig.scenarios.link.PacketEvent;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.Ticker;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What packet traces did in a run, in mm-link's format: {@code uplink.log} and {@code downlink.log} of a folder, for the
 * directions that have a trace. Their time is the drive's.
 */
public final class TraceLogs implements AutoCloseable {
    private final Map<Direction, MmLinkLogWriter> writers = new EnumMap<>(Direction.class);

    /**
     * Where they are written.
     *
     * @param folder there is none of their names in it
     * @param trace its name in their heads
     * @param command that the run was started by, in their heads
     */
    public record Place(Path folder, String trace, String command) {}

    private TraceLogs() {}

    /** None, which is closed already. */
    public static TraceLogs none() {
        return new TraceLogs();
    }

    /**
     * Opens them.
     *
     * @param zeroNanos where the drive's start lies on the timeline
     * @throws RigFault {@code link.log} when one cannot be made
     */
    public static TraceLogs open(Place place, LinkProfile profile, long zeroNanos, Ticker ticker) throws RigFault {
        var logs = new TraceLogs();
        PacketPlan plan = profile.packets();
        long utcMillis = ticker.utcAnchor().plusNanos(zeroNanos).toEpochMilli();
        try {
            for (Direction way : Direction.values()) {
                boolean up = way == Direction.UP;
                if ((up ? plan.upTrace() : plan.downTrace()).isPresent()) {
                    var head = new MmLinkLogWriter.Head(
                            way, place.trace(), place.command(), up ? plan.up() : plan.down(), utcMillis);
                    Path file = place.folder().resolve(up ? "uplink.log" : "downlink.log");
                    logs.writers.put(way, MmLinkLogWriter.open(file, head, ticker));
                }
            }
            return logs;
        } catch (BadInput e) {
            logs.close();
            throw new RigFault("link.log", String.valueOf(e.getMessage()));
        }
    }

    boolean has(Direction direction) {
        return writers.containsKey(direction);
    }

    void append(Direction direction, PacketEvent event) {
        MmLinkLogWriter writer = writers.get(direction);
        if (writer != null) {
            writer.append(event);
        }
    }

    /** Why rows are missing; empty while none are. */
    public Optional<RigFault> fault() {
        return writers.values().stream()
                .flatMap(writer -> writer.fault().stream())
                .map(why -> new RigFault(
                        "link.log", "A log of the link is not whole: " + why + ". Check the disk of the run's folder."))
                .findFirst();
    }

    /** Writes what is left; the carriers have ended, so that no row stands without those that belong to it. */
    @Override
    public void close() {
        writers.values().forEach(MmLinkLogWriter::close);
    }
}
