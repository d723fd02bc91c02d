package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FaultFit;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.ObserverFit;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.RunRecordWriter;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run: one scenario on one leased board, once. The command line, the Jupiter extension and whatever comes later all
 * make this call. Whatever happens, there is a record afterwards, and nothing of the run is left running.
 */
public final class ScenarioRun {
    /** The code of the fault that ends a run whose board is not of the firmware that was ordered. */
    public static final String OTHER_FIRMWARE = Identity.DIFFERS;

    private final Order order;
    private final SecretMask mask;

    /**
     * What is asked for.
     *
     * @param scenario resolved
     * @param board as the rack file has it
     * @param repetition counts from 1
     * @param lease the right to use the board
     * @param agent what is deployed
     * @param firmware what the board must say of itself for the run to go on; empty for whatever it says
     * @param image what the board is flashed with before; empty for whatever it has
     * @param out where the run's folder is made
     * @param progress told what happens
     */
    public record Order(
            Scenario scenario,
            RackBoard board,
            int repetition,
            Lease lease,
            AgentJar agent,
            Map<String, String> firmware,
            Optional<FirmwareOrder> image,
            Path out,
            Progress progress) {
        public Order {
            firmware = Map.copyOf(firmware);
        }
    }

    /**
     * What there is afterwards.
     *
     * @param subject scenario and board: repetitions of one subject are judged together
     * @param fault why the run could not go on; empty when the drive was played to its end
     * @param interrupted whether somebody ended it
     * @param clean whether nothing went wrong after that: all is closed and given back
     */
    public record Outcome(
            RunFolder folder, String subject, Optional<RunFault> fault, boolean interrupted, boolean clean) {
        private Outcome with(Optional<? extends RunFault> later) {
            return new Outcome(folder, subject, later.map(f -> f), interrupted, clean);
        }
    }

    public ScenarioRun(Order order) {
        this.order = order;
        mask = SecretMask.of(order.board().secrets());
    }

    /**
     * Runs.
     *
     * @throws dev.roadrig.scenarios.fault.BadInput when the drive cannot be read, or the board has no means for a fault
     * @throws RunFault only when not even a record can be made
     */
    public Outcome execute() throws RunFault {
        Scenario scenario = order.scenario();
        FaultFit.require(order.board(), scenario);
        ObserverFit.require(order.board(), scenario);
        try (Ticker ticker = new RealTicker(order.board().name());
                Drive drive = DriveReader.open(scenario.drive())) {
            Instant anchor = ticker.utcAnchor();
            RunFolder folder = RunFolder.make(
                    order.out(), anchor, scenario.name(), order.board().name(), order.repetition());
            long anchorNanos = RunStarts.nanosOf(anchor);
            Outcome outcome;
            RunRecordWriter record = RunRecordWriter.onOwnThread(
                    folder.record(), anchorNanos, ticker, order.board().name());
            var faults = new FaultLine(ticker);
            try (record;
                    MaskedRecord masked = new MaskedRecord(new WatchedRecord(record, faults), mask, ticker)) {
                var rig = new Rig(ticker, masked, faults, new MaskedProgress(order.progress(), mask));
                record.write(ticker.nanos(), RunStarts.of(folder.id(), order, drive, anchorNanos));
                outcome = onRecord(rig, record, drive, folder);
            }
            return outcome.fault().isPresent() ? outcome : outcome.with(record.fault());
        }
    }

    private Outcome onRecord(Rig rig, RunRecordWriter record, Drive drive, RunFolder folder) {
        RunEnd.Builder end = RunEnd.newBuilder().setOutcome(RunEnd.Outcome.COMPLETED);
        @Nullable RunFault fault = null;
        boolean interrupted = false;
        Optional<RunFault> unclosed = Optional.empty();
        List<String> later = new ArrayList<>();
        var attempt = new Attempt(rig, order, drive, folder);
        try {
            attempt.play();
        } catch (RunFault first) {
            later.addAll(LaterFaults.of(first));
            fault = mask.fault(diagnose(rig, attempt, first));
            rig.recordFault(fault);
            end.setOutcome(RunEnd.Outcome.FAULTED).setDetail(fault.code());
        } catch (InterruptedException e) {
            later.addAll(LaterFaults.of(e));
            interrupted = true;
            end.setOutcome(RunEnd.Outcome.INTERRUPTED).setDetail("somebody ended the run");
        } finally {
            rig.faults().mute(true);
            unclosed = attempt.shut().map(mask::fault);
        }
        if (unclosed.isPresent() && fault == null && !interrupted) {
            fault = unclosed.get();
            rig.recordFault(fault);
            end.setOutcome(RunEnd.Outcome.FAULTED).setDetail(fault.code());
        } else {
            unclosed.ifPresent(last -> later.add(String.valueOf(last.getMessage())));
        }
        unclosed.ifPresent(last -> later.addAll(LaterFaults.of(last)));
        // Whose failure the run was has been decided; this comes after it.
        later.forEach(words -> rig.phase("close", "and then: " + words));
        // Also one that came while all was closed; the record's files would be closed by it.
        interrupted |= Thread.interrupted();
        Replay.Count count = attempt.count();
        record.write(
                rig.ticker().nanos(),
                end.setFramesDue(count.due())
                        .setFramesSent(count.sent())
                        .setResults(count.results())
                        .build());
        String subject = order.scenario().name() + " on " + order.board().name();
        return new Outcome(
                folder, subject, Optional.ofNullable(fault), interrupted, unclosed.isEmpty() && later.isEmpty());
    }

    private static RunFault diagnose(Rig rig, Attempt attempt, RunFault first) {
        try {
            return new Diagnosis(rig, attempt.board()).of(first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return first;
        }
    }
}
