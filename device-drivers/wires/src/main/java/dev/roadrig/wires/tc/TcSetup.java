package dev.roadrig.wires.tc;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A board before its link is made: what it can do, and what an earlier harness left, taken back.
 *
 * @param probe of the board as it is now
 * @param found what was found and taken back, for people
 */
record TcSetup(TcProbe probe, Optional<String> found) {

    static TcSetup of(TcPlace place, Shell shell, Ticker ticker) throws RunFault, InterruptedException {
        TcProbe probe = TcProbe.of(place, shell, ticker.in(BoardEnd.ANSWER));
        if (probe.left().isEmpty() || probe.tc().isEmpty()) {
            return new TcSetup(probe, Optional.empty());
        }
        var end = new BoardEnd(place, probe.tc(), shell, ticker);
        if (end.inUse()) {
            throw new RigFault(
                    "tc.in-use",
                    "The link of " + place.board() + " on " + place.interfaceName()
                            + " is shaped by another harness just now, which answers for it. Wait for its end.",
                    new Evidence("its note", probe.left()));
        }
        Sections said = end.disarm("taken back by the next harness");
        String how = said.get("done").lines().findFirst().orElse("nothing was left to take back");
        String found = "found on " + place.board() + ", " + place.interfaceName() + ": a link of tc's, "
                + probe.left().replace("\n", ", ") + "; " + how;
        return new TcSetup(TcProbe.of(place, shell, ticker.in(BoardEnd.ANSWER)), Optional.of(found));
    }

    /**
     * Refuses a board that cannot do what the plan needs.
     *
     * @throws RigFault with every reason
     */
    void require(TcPlace place, TcPlan plan) throws RigFault {
        List<String> says = new ArrayList<>(probe.obstacles(place));
        if (says.isEmpty()) {
            plan.needs().forEach(kind -> probe.lack(kind).ifPresent(says::add));
            if (plan.needsTables() && !probe.tables()) {
                says.add("its tc has no tables of distributions (normal.dist, pareto.dist); install iproute2 whole, or"
                        + " state a uniform jitter");
            }
        }
        if (!says.isEmpty()) {
            throw new RigFault(
                    "tc.refused",
                    "The link of " + place.board() + " on " + place.interfaceName() + " cannot be made by tc: "
                            + String.join("; ", says) + ". Or use the gateway, which asks nothing of the board.");
        }
    }
}
