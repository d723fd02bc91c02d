package dev.roadrig.boards.link;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts what a link did, by direction and by the conditions that held; for several threads. */
public final class CarriedLedger {
    private final boolean stream;
    private final Set<Direction> byTrace;
    private final Map<Since, CarriedPart> parts = new HashMap<>();
    private final Map<Direction, Exit> last = new HashMap<>();

    /**
     * @param stream whether it carries byte streams, on which a loss is a stall
     * @param byTrace the directions in which a packet trace sends, and not a rate
     */
    public CarriedLedger(boolean stream, Set<Direction> byTrace) {
        this.stream = stream;
        this.byTrace = Set.copyOf(byTrace);
    }

    private CarriedPart part(Since conditions) {
        return parts.computeIfAbsent(conditions, x -> new CarriedPart());
    }

    /** Something came. */
    public synchronized void offered(Since conditions, long bits) {
        part(conditions).offered(bits);
    }

    /** Chance decided on something. */
    public synchronized void tried(Since conditions) {
        part(conditions).tried();
    }

    /** Chance was against it: it is lost, or stalled on a byte stream. */
    public synchronized void lost(Since conditions) {
        part(conditions).lost();
    }

    /** A packet found no room in the queue. */
    public synchronized void noRoom(Since conditions) {
        part(conditions).noRoom();
    }

    /** A packet was larger than the link carries. */
    public synchronized void tooLarge(Since conditions) {
        part(conditions).tooLarge();
    }

    /** Something was let go. */
    public synchronized void left(Exit exit) {
        Exit before = last.put(exit.conditions().direction(), exit);
        // Of what waited for others on the same link nothing is known but its own time.
        boolean behind = before != null && exit.sentNanos() - exit.busyNanos() == before.sentNanos();
        part(exit.conditions()).left(exit, behind ? before.lateNanos() : exit.lateNanos());
    }

    /**
     * What was done since the last call, in order of direction and conditions; empty where nothing was.
     *
     * @param windowNanos since the last call
     */
    public synchronized List<LinkCarried> take(long windowNanos) {
        List<LinkCarried> taken = parts.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Map.Entry<Since, CarriedPart> e) -> e.getKey().direction())
                        .thenComparing(e -> e.getKey().nanos()))
                .map(e -> e.getValue()
                        .message()
                        .setUp(e.getKey().direction() == Direction.UP)
                        .setSinceNs(e.getKey().nanos())
                        .setStream(stream)
                        .setByTrace(byTrace.contains(e.getKey().direction()))
                        .setWindowNs(windowNanos)
                        .build())
                .toList();
        parts.clear();
        return taken;
    }
}
