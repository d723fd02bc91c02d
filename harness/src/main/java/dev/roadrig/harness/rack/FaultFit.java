package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which of a scenario's faults and network conditions can be brought about on a board, and what the others lack. */
public final class FaultFit {
    private static final Set<String> REPAINTED = Set.of("freeze", "black", "noise");

    private FaultFit() {}

    /** @throws BadInput for faults and conditions that this board has no means for */
    public static void require(RackBoard board, Scenario scenario) {
        List<String> lacks = lacks(board, scenario);
        if (!lacks.isEmpty()) {
            throw new BadInput("Scenario " + scenario.name() + " orders what cannot be brought about on " + board.name()
                    + ": " + String.join("; ", lacks) + ".");
        }
    }

    /** A phrase each. */
    static List<String> lacks(RackBoard board, Scenario scenario) {
        List<String> lacks = new ArrayList<>();
        for (FaultOrder fault : scenario.faults()) {
            boolean camera = fault.kind() == FaultOrder.Kind.CAMERA;
            if (!camera && !scenario.window().holds(fault.at().toNanos())) {
                lacks.add("its " + fault.kind().word() + " at " + fault.at().toMillis() / 1e3
                        + " s is outside its window");
            }
            lack(board, scenario, fault)
                    .ifPresent(lack -> lacks.add(lack + ", and the scenario orders " + one(fault.kind())));
        }
        lacks.addAll(LinkFit.lacks(board, scenario));
        return lacks.stream().distinct().toList();
    }

    /** Such as {@code a reboot} or {@code an ignition}. */
    static String one(FaultOrder.Kind kind) {
        boolean vowel = "aeiou".indexOf(kind.word().charAt(0)) >= 0 || kind == FaultOrder.Kind.SSH_CUT;
        return (vowel ? "an " : "a ") + kind.word();
    }

    private static Optional<String> lack(RackBoard board, Scenario scenario, FaultOrder fault) {
        return switch (fault.kind()) {
            case AGENT_KILL, SSH_CUT, CLOCK -> Optional.empty();
            case REBOOT -> unless(board.console().isPresent(), "no `console`, on which its boot is seen");
            case POWER_CUT -> unless(board.power().isPresent(), "no `power`");
            case CAMERA -> {
                boolean repaints = REPAINTED.contains(fault.parameters().getOrDefault("what", ""));
                boolean pushed = scenario.feed() == Scenario.Feed.PUSHED;
                yield unless(!repaints || pushed, "no `feed: pushed`, in which pictures can be changed");
            }
            case BROWN_OUT -> Optional.of("no supply whose voltage Roadrig can ramp");
            case IGNITION ->
                unless(
                        board.power().flatMap(BoardPower::ignition).isPresent(),
                        "no `ignition` of its own beside the `battery` of its `power`");
            case CAN_SILENCE -> Optional.of("no CAN feed");
            case GNSS -> Optional.of("no GNSS feed");
            case STORAGE -> Optional.of("no storage that Roadrig can fill or slow");
            case CPU_LOAD -> Optional.of("no program that loads its processor");
            case HEAT -> Optional.of("no climate chamber");
        };
    }

    private static Optional<String> unless(boolean there, String lack) {
        return there ? Optional.empty() : Optional.of(lack);
    }
}
