package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** What tc is told for a drive's conditions: how everything is made, and how each state becomes the next. */
final class TcPlan {
    /** The root of what leaves the interface: the control connection goes to its direct queue, all else to class 1. */
    private static final String ROOT = "7a00:";

    private final TcPlace place;
    private final LinkProfile profile;

    TcPlan(TcPlace place, LinkProfile profile) {
        this.place = place;
        this.profile = profile;
    }

    /** Kinds of queues, filters and actions that the board's kernel must have, in the words of {@link TcProbe}. */
    List<String> needs() {
        List<String> needs = new ArrayList<>(List.of("htb", "u32", "ifb", "ingress", "mirred", "tbf"));
        if (netem(Direction.UP) || netem(Direction.DOWN)) {
            needs.add("netem");
        }
        return needs;
    }

    /** Whether netem's tables of distributions are read. */
    boolean needsTables() {
        return ever(Direction.UP, TcPlan::tabled) || ever(Direction.DOWN, TcPlan::tabled);
    }

    private static boolean tabled(WayState state) {
        return NetemWords.of(state).contains("distribution");
    }

    private boolean netem(Direction direction) {
        return ever(direction, NetemWords::needed);
    }

    private boolean ever(Direction direction, Predicate<WayState> asked) {
        return profile.steps().stream().anyMatch(step -> asked.test(step.state().way(direction)));
    }

    /** For {@code tc -batch}, on an interface whose queues are the kernel's own. */
    List<String> make(TcProbe probe, LinkState state) {
        String device = place.interfaceName();
        List<String> lines = new ArrayList<>();
        lines.addAll(tree(Direction.DOWN, probe).make(state.down()));
        lines.add("qdisc add dev " + device + " handle ffff: ingress");
        probe.control().ifPresent(control -> lines.addAll(control.pass(device, "ffff:", true, "ffff:1")));
        lines.add("filter add dev " + device + " parent ffff: protocol all prio 9 u32 match u32 0 0"
                + " action mirred egress redirect dev " + probe.intermediate());
        lines.add("qdisc add dev " + device + " root handle " + ROOT + " htb default 1");
        // Of a rate that no interface of a board has: the class is a place for the queues, and shapes nothing itself.
        lines.add("class add dev " + device + " parent " + ROOT + " classid " + ROOT
                + "1 htb rate 10gbit burst 256kb cburst 256kb quantum 60000");
        lines.addAll(tree(Direction.UP, probe).make(state.up()));
        probe.control().ifPresent(control -> lines.addAll(control.pass(device, ROOT, false, ROOT + "0")));
        return lines;
    }

    /** For {@code tc -batch}; empty when nothing changes. */
    List<String> change(TcProbe probe, LinkState from, LinkState to) {
        List<String> lines = new ArrayList<>(tree(Direction.UP, probe).change(from.up(), to.up()));
        lines.addAll(tree(Direction.DOWN, probe).change(from.down(), to.down()));
        return lines;
    }

    /** How long after a change what was held back in an outage may still wait; none where no outage ends. */
    Duration lag(TcProbe probe, LinkState from, LinkState to) {
        boolean ends = Arrays.stream(Direction.values())
                .anyMatch(
                        way -> from.way(way).bitsPerSecond() == 0 && to.way(way).bitsPerSecond() > 0);
        return ends ? WayTree.lag(probe.mtuBytes()) : Duration.ZERO;
    }

    private WayTree tree(Direction direction, TcProbe probe) {
        boolean up = direction == Direction.UP;
        QueuePlan queue = up ? profile.packets().up() : profile.packets().down();
        return new WayTree(
                up ? place.interfaceName() : probe.intermediate(),
                up ? "parent " + ROOT + "1" : "root",
                up ? 0x7a10 : 0x7b10,
                ever(direction, NetemWords::chancy),
                netem(direction),
                queue,
                probe.mtuBytes());
    }
}
