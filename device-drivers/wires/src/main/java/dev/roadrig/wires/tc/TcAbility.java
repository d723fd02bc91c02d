package dev.roadrig.wires.tc;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that tc on a board can do or cannot, for people.
 *
 * @param what is asked for
 * @param can whether the board can
 * @param reason what was seen
 */
public record TcAbility(String what, boolean can, String reason) {

    /** All of a board's: what is in the way of everything, then rate, netem, the way down, distributions, timers. */
    public static List<TcAbility> of(TcPlace place, TcProbe probe) {
        List<TcAbility> all = new ArrayList<>();
        if (!probe.left().isEmpty()) {
            all.add(new TcAbility(
                    "left behind", false, probe.left().replace("\n", ", ") + "; the next run takes it back"));
        }
        List<String> obstacles = probe.obstacles(place);
        obstacles.forEach(says -> all.add(new TcAbility("tc", false, says)));
        if (!obstacles.isEmpty()) {
            return List.copyOf(all);
        }
        all.add(new TcAbility("tc", true, probe.version() + " at " + probe.tc()));
        all.add(new TcAbility(
                "control",
                true,
                probe.control()
                        .map(control ->
                                "its SSH port " + control.boardPort() + " and " + control.client() + " stay unshaped")
                        .orElse("not over the network")));
        all.add(ability(probe, "rate up", "tbf behind an htb", "htb", "u32", "tbf"));
        all.add(ability(probe, "rate down", "through an ifb", "ifb", "ingress", "mirred", "u32", "tbf"));
        all.add(ability(probe, "delay, jitter, loss, faults", "netem", "netem"));
        all.add(new TcAbility(
                "normal, pareto",
                probe.tables(),
                probe.tables()
                        ? "netem's tables are there"
                        : "its tc has no tables of distributions; uniform jitter needs none"));
        all.add(new TcAbility(
                "timers",
                probe.fineTimers(),
                probe.fineTimers()
                        ? "of high resolution"
                        : "coarse: packets go in bursts of the kernel's tick, and a rate falls short"));
        return List.copyOf(all);
    }

    private static TcAbility ability(TcProbe probe, String what, String how, String... kinds) {
        for (String kind : kinds) {
            var lack = probe.lack(kind);
            if (lack.isPresent()) {
                return new TcAbility(what, false, lack.get());
            }
        }
        return new TcAbility(what, true, how);
    }
}
