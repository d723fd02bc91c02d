package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a drive's conditions ask that tc cannot say, told without a board. An outage is not among it: nothing leaves, but
 * what comes to the queue meanwhile is lost at once, and not only when the queue is full.
 */
public final class TcLimits {
    /** Below it a packet's time does not fit into tbf's numbers. */
    private static final long LEAST_BITS_PER_SECOND = 1_000;

    private TcLimits() {}

    /** A sentence each, with what else there is; empty when tc can say everything. */
    public static List<String> of(LinkProfile profile) {
        PacketPlan packets = profile.packets();
        Set<String> says = new LinkedHashSet<>();
        if (packets.upTrace().isPresent() || packets.downTrace().isPresent()) {
            says.add("tc knows no trace of delivery opportunities; state a rate by schedule, or use the gateway");
        }
        if (packets.mtuBytes() < PacketPlan.LARGEST_MTU_BYTES) {
            says.add("tc drops no packets for their size; set the interface's own MTU, or use the gateway");
        }
        says.addAll(queue("up", packets.up()));
        says.addAll(queue("down", packets.down()));
        for (LinkProfile.Step step : profile.steps()) {
            for (Direction direction : Direction.values()) {
                says.addAll(way(
                        direction.name().toLowerCase(Locale.ROOT), step.state().way(direction)));
            }
        }
        return List.copyOf(says);
    }

    /**
     * Refuses.
     *
     * @throws BadInput with everything that tc cannot say
     */
    static void require(TcPlace place, LinkProfile profile) {
        List<String> says = of(profile);
        if (!says.isEmpty()) {
            throw new BadInput("The network's conditions cannot be had by tc on " + place.interfaceName() + " of "
                    + place.board() + ": " + String.join("; ", says) + ".");
        }
    }

    private static List<String> queue(String way, QueuePlan queue) {
        List<String> says = new ArrayList<>();
        if (queue.kind() == QueuePlan.Kind.DROPHEAD || queue.kind() == QueuePlan.Kind.CODEL) {
            says.add("the queue " + way + " is " + queue.written()
                    + ", which does not go with netem; write droptail or infinite, or use the gateway");
        } else if (queue.packets().isPresent() && queue.bytes().isPresent()) {
            says.add("the queue " + way + " is limited by packets and by bytes, and tc's have one limit; keep one,"
                    + " or use the gateway");
        }
        return says;
    }

    private static List<String> way(String way, WayState state) {
        List<String> says = new ArrayList<>();
        if (state.loss() instanceof Loss.Recorded) {
            says.add(
                    "the loss " + way + " names packets, and netem loses by its own dice only; state a share or bursts,"
                            + " or use the gateway or the relay");
        }
        if (state.faults().reordered() > 0 && state.delay().isZero()) {
            says.add("netem reorders " + way + " by letting packets go before their delay, and there is none; state a"
                    + " delay");
        }
        if (state.bitsPerSecond() > 0 && state.bitsPerSecond() < LEAST_BITS_PER_SECOND) {
            says.add("tbf sends no slower than 1 kbit/s " + way + "; state more, or 0 bit/s for an outage");
        }
        return says;
    }
}
