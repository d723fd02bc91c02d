package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** All repetitions of a scenario on one board, under one lease. */
public final class Repetitions {
    private final AgentJar agent;
    private final Path out;
    private final Function<RackBoard, Optional<FirmwareOrder>> firmware;

    /**
     * @param out where runs' folders are made
     */
    public Repetitions(AgentJar agent, Path out) {
        this(agent, out, board -> Optional.empty());
    }

    /**
     * @param out where runs' folders are made
     * @param firmware what a board is flashed with before its first repetition
     */
    public Repetitions(AgentJar agent, Path out, Function<RackBoard, Optional<FirmwareOrder>> firmware) {
        this.agent = agent;
        this.out = out;
        this.firmware = firmware;
    }

    /**
     * Runs them one after another; ends after one that was interrupted. The model is tried first, where it is not known.
     *
     * @throws dev.roadrig.scenarios.fault.BadInput when the model cannot run, or the drive cannot be read
     * @throws RunFault when the board is leased by somebody else, or no record can be made
     */
    public List<ScenarioRun.Outcome> run(Scenario scenario, RackBoard board, Progress progress) throws RunFault {
        tryModel(scenario, board);
        List<ScenarioRun.Outcome> outcomes = new ArrayList<>();
        Optional<FirmwareOrder> image = firmware.apply(board);
        try (Lease lease = Leases.take(board)) {
            for (int i = 1; i <= scenario.repeat(); i++) {
                var order = new ScenarioRun.Order(scenario, board, i, lease, agent, Map.of(), image, out, progress);
                ScenarioRun.Outcome outcome = new ScenarioRun(order).execute();
                outcomes.add(outcome);
                if (outcome.interrupted() || (image.isPresent() && withoutFirmware(outcome))) {
                    break;
                }
                // A board that a process stands for is a new one each time; after a fault nobody knows what was
                // written.
                boolean there = board.process().isEmpty() && outcome.fault().isEmpty();
                image = there ? image.map(FirmwareOrder::afterwards) : image;
            }
        }
        return outcomes;
    }

    /** Another try would run another firmware. */
    private static boolean withoutFirmware(ScenarioRun.Outcome outcome) {
        return outcome.fault()
                .filter(fault -> fault.code().matches("(firmware|flash)\\..*|board\\.bad"))
                .isPresent();
    }

    /**
     * Tries the model in a process of its own, where it is not known yet.
     *
     * @throws dev.roadrig.scenarios.fault.BadInput when it cannot run
     */
    public static void tryModel(Scenario scenario, RackBoard board) throws RunFault {
        try (Ticker ticker = new RealTicker(board.name())) {
            new ModelTrial(ModelTrial.folder(), ticker).of(scenario.model());
        } catch (InterruptedException e) {
            // The run ends as interrupted before it starts, and has a record that says so.
            Thread.currentThread().interrupt();
        }
    }
}
