package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.EvidenceText;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.time.Ticker;

/**
 * What every part of a run shares: its clock, its record, and the line on which faults are reported.
 *
 * @param ticker the run's only clock
 * @param sink the run's record
 * @param faults where watchers report
 * @param progress told what happens, for people
 */
public record Rig(Ticker ticker, Sink sink, FaultLine faults, Progress progress) {

    /** A phase begins; it lasts until the next one. */
    public void phase(String name, String detail) {
        sink.write(
                ticker.nanos(),
                Phase.newBuilder().setName(name).setDetail(detail).build());
        progress.phase(name, detail);
    }

    /** Writes down what is done to the board, or seen of it. */
    void event(BoardEvent.Kind kind, String text) {
        sink.write(
                ticker.nanos(),
                BoardEvent.newBuilder().setKind(kind).setText(text).build());
    }

    /** Writes down why the run could not go on. */
    public void recordFault(RunFault fault) {
        FaultSeen.Builder seen = FaultSeen.newBuilder()
                .setCulprit(
                        switch (fault.culprit()) {
                            case RIG -> FaultSeen.Culprit.RIG;
                            case BOARD -> FaultSeen.Culprit.BOARD;
                            case UNKNOWN -> FaultSeen.Culprit.UNKNOWN;
                        })
                .setCode(fault.code())
                .setMessage(String.valueOf(fault.getMessage()));
        for (Evidence evidence : fault.evidence()) {
            seen.addEvidence(
                    EvidenceText.newBuilder().setTitle(evidence.title()).setText(evidence.text()));
        }
        sink.write(ticker.nanos(), seen.build());
        progress.fault(fault);
    }
}
