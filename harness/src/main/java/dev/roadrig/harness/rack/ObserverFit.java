package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.Scenario;

/** Whether what a board's lines say can be joined to a scenario's frames. */
public final class ObserverFit {
    private ObserverFit() {}

    /** @throws BadInput where no run of the scenario on the board could be judged */
    public static void require(RackBoard board, Scenario scenario) {
        board.observe().unfitFor(scenario.join().word()).ifPresent(why -> {
            throw new BadInput("Board " + board.name() + ": " + why);
        });
        if (board.observe().giveResults() && scenario.placement().usesCloud()) {
            throw new BadInput(
                    "Board " + board.name() + ": its `observe:` takes a frame's answer from the board's own lines,"
                            + " and a frame that the cloud answers has none. Run it with -e placement=edge, or without `result`"
                            + " in the patterns.");
        }
    }
}
