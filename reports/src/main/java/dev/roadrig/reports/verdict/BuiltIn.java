package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.link.PacketTotals;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.FaultSeen.Culprit;
import dev.roadrig.scenarios.record.v1.RunEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requirements that every run has: {@code rig.ok}, that our side held, and {@code board.alive}, that the board did.
 * Whose failure a fault was is what the record shows, and never a guess.
 */
final class BuiltIn {
    static final String RIG_OK = "rig.ok";
    static final String BOARD_ALIVE = "board.alive";

    private BuiltIn() {}

    /** Whether a run's figures may count: it ended by itself, or by its board's own fault. */
    static boolean sound(RunTable run) {
        return rig(run).verdict() == Verdict.PASS;
    }

    static Finding rigOk(List<RunTable> runs) {
        return together(RIG_OK, runs, runs.stream().map(BuiltIn::rig).toList(), "The rig held");
    }

    static Finding boardAlive(List<RunTable> runs) {
        return together(BOARD_ALIVE, runs, runs.stream().map(BuiltIn::board).toList(), "The board stayed alive");
    }

    /** What was seen in one run. */
    private record Seen(Verdict verdict, String sentence, List<Evidence> evidence) {
        static final Seen NOTHING = new Seen(Verdict.PASS, "", List.of());
    }

    private static Seen rig(RunTable run) {
        Optional<Seen> fault = fault(run, Culprit.RIG, Verdict.ERROR);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (run.end().isEmpty()) {
            return new Seen(
                    Verdict.ERROR,
                    "The record is incomplete at frame " + reached(run)
                            + ": it has no end, so the harness was ended, or its disk was full, before it could write one. Run again.",
                    List.of(Console.tail(run, Long.MAX_VALUE)));
        }
        RunEnd end = run.end().get();
        Optional<PacketTotals> packets = PacketTotals.of(run.packets());
        if (packets.isPresent() && packets.get().lostByRig() > 0) {
            return new Seen(
                    Verdict.ERROR,
                    "The rig lost " + packets.get().lostByRig() + " packets of the board by itself, which nobody asked"
                            + " for: its link had no memory for them, or its host did not read them in time. Give the"
                            + " scenario's queue a limit, or this host less other work.",
                    List.of(new Evidence("the link's packets", packets.get().toString())));
        }
        if (end.getOutcome() == RunEnd.Outcome.INTERRUPTED) {
            return new Seen(
                    Verdict.ERROR,
                    "The run was interrupted at frame " + reached(run) + detail(end) + ". Run again.",
                    List.of());
        }
        Optional<Seen> unknown = fault(run, Culprit.UNKNOWN, Verdict.INCONCLUSIVE)
                .map(s -> new Seen(
                        s.verdict(),
                        s.sentence() + " Nothing shows whether the rig failed or the board.",
                        s.evidence()));
        boolean boardFault = fault(run, Culprit.BOARD, Verdict.FAIL).isPresent();
        if (unknown.isPresent() && !boardFault) {
            return unknown.get();
        }
        if (end.getOutcome() != RunEnd.Outcome.COMPLETED && !boardFault) {
            return new Seen(
                    Verdict.INCONCLUSIVE,
                    "The run ended at frame " + reached(run) + detail(end)
                            + ", and the record holds no fault that says why.",
                    List.of());
        }
        return Seen.NOTHING;
    }

    private static Seen board(RunTable run) {
        Optional<Seen> fault = fault(run, Culprit.BOARD, Verdict.FAIL);
        if (fault.isPresent()) {
            return fault.get();
        }
        List<At<BoardEvent>> deaths = UnaskedDeaths.of(run);
        if (!deaths.isEmpty()) {
            At<BoardEvent> first = deaths.get(0);
            String more = deaths.size() == 1 ? "" : " and " + (deaths.size() - 1) + " more of the kind";
            return new Seen(
                    Verdict.FAIL,
                    "The board had an unasked " + word(first.message().getKind()) + " at "
                            + Figures.digits(first.nanos() / 1e9) + " s" + more + ": "
                            + first.message().getText().strip() + ".",
                    List.of(Console.tail(run, first.nanos())));
        }
        if (fault(run, Culprit.UNKNOWN, Verdict.INCONCLUSIVE).isPresent()) {
            return new Seen(
                    Verdict.INCONCLUSIVE,
                    "The run ended by a fault that may be the rig's or the board's, so nothing shows that the board stayed alive: see "
                            + RIG_OK + ".",
                    List.of());
        }
        if (run.frames().isEmpty() && !sound(run)) {
            return new Seen(Verdict.INCONCLUSIVE, "The run ended before the board was asked anything.", List.of());
        }
        return Seen.NOTHING;
    }

    private static Optional<Seen> fault(RunTable run, Culprit culprit, Verdict verdict) {
        return run.faults().stream()
                .map(At::message)
                .filter(f -> f.getCulprit() == culprit)
                .findFirst()
                .map(f -> new Seen(verdict, f.getMessage(), evidence(run, f)));
    }

    private static List<Evidence> evidence(RunTable run, FaultSeen fault) {
        List<Evidence> evidence = new ArrayList<>();
        fault.getEvidenceList().forEach(e -> evidence.add(new Evidence(e.getTitle(), e.getText())));
        if (evidence.isEmpty()) {
            evidence.add(Console.tail(run, Long.MAX_VALUE));
        }
        return evidence;
    }

    private static Finding together(String id, List<RunTable> runs, List<Seen> seen, String allWell) {
        Verdict verdict = Verdict.PASS;
        List<String> sentences = new ArrayList<>();
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            Seen s = seen.get(i);
            if (s.verdict() == Verdict.PASS) {
                continue;
            }
            verdict = s.verdict().compareTo(verdict) > 0 ? s.verdict() : verdict;
            String which =
                    runs.size() == 1 ? "" : "Repetition " + runs.get(i).start().getRepetition() + ": ";
            sentences.add(which + s.sentence());
            evidence.addAll(s.evidence());
        }
        String sentence = !sentences.isEmpty()
                ? String.join(" ", sentences)
                : allWell + (runs.size() == 1 ? "." : " in all " + runs.size() + " repetitions.");
        return new Finding(
                id,
                "",
                verdict,
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                runs.size(),
                sentence,
                evidence,
                List.of());
    }

    /** The last frame that was sent, or -1. */
    private static int reached(RunTable run) {
        return run.frames().stream()
                .filter(f -> f.sentNanos().isPresent() || f.state() == State.ANSWERED)
                .mapToInt(FrameRow::frame)
                .max()
                .orElse(-1);
    }

    private static String detail(RunEnd end) {
        return end.getDetail().isBlank() ? "" : " (" + end.getDetail().strip() + ")";
    }

    private static String word(BoardEvent.Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
