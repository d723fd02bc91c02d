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
    }
}
