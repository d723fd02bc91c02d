package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;

/** Flashes one leased board by itself, outside any run. */
public final class FlashBench {
    private final RackBoard board;
    private final AgentJar agent;
    private final Ticker ticker;
    private final Progress progress;

    /** @param agent that our own boards carry */
    public FlashBench(RackBoard board, AgentJar agent, Ticker ticker, Progress progress) {
        this.board = board;
        this.agent = agent;
        this.ticker = ticker;
        this.progress = new MaskedProgress(progress, SecretMask.of(board.secrets()));
    }

    /**
     * Flashes, boots, reads the version back, and puts the known-good image back where the board does not boot.
     *
     * @throws RunFault as a run that flashes ends with; what went wrong in closing after it is suppressed in it
     */
    public void flash(FirmwareOrder order) throws RunFault, InterruptedException {
        var rig = new Rig(ticker, (nanos, message) -> {}, new FaultLine(ticker), progress);
        try (var owned = new Closer()) {
            new FirmwareChange(rig, LiveBoard.open(rig, board, new Programs(agent), owned)).bringUp(order);
        }
    }
}
