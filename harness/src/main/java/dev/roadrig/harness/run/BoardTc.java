package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.UplinkWire;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.wires.tc.TcLink;
import dev.roadrig.wires.tc.TcPlace;
import java.util.Optional;

/** The link of a run that the board's own kernel makes, from the moment the board is connected to. */
final class BoardTc implements AutoCloseable {
    private final Rig rig;
    private final TcLink link;
    private final TcDiary diary;

    private BoardTc(Rig rig, TcLink link, TcDiary diary) {
        this.rig = rig;
        this.link = link;
        this.diary = diary;
    }

    /**
     * Makes the link in its first state, where the rack file has it so and the scenario has a network.
     *
     * @param owned owns it
     * @throws RunFault when the board cannot, with the reasons, or does not answer
     */
    static Optional<BoardTc> open(LiveBoard board, Scenario scenario, Rig rig, Closer owned)
            throws RunFault, InterruptedException {
        if (!(board.rack().uplink() instanceof UplinkWire.Tc wire) || scenario.network() == null) {
            return Optional.empty();
        }
        long fromNanos = scenario.window().from().toNanos();
        var diary = new TcDiary(rig, fromNanos);
        TcLink link = TcLink.open(
                wire.place(board.rack().name()),
                scenario.network().from(fromNanos),
                board.control().shell(),
                rig.ticker(),
                diary);
        var tc = owned.own(new BoardTc(rig, link, diary));
        rig.phase("link", link.words() + link.found().map(found -> "; " + found).orElse(""));
        return Optional.of(tc);
    }

    /**
     * Ties the conditions to the timeline.
     *
     * @param zeroNanos where the window's start lies on it
     */
    void start(long zeroNanos) {
        link.start(zeroNanos);
    }

    /**
     * Takes the link back while the board is well.
     *
     * @throws RunFault {@code tc.not-restored} when the board's queues are not what they were
     */
    void finish() throws RunFault {
        rig.phase("link", diary.account());
        link.close();
    }

    /** After a run that broke: the board may be gone, and its dead-man takes the link back where this cannot. */
    @Override
    public void close() {
        try {
            link.close();
        } catch (RunFault e) {
            rig.phase(
                    "link",
                    "not seen taken back; a board that lives does it by itself within "
                            + TcPlace.USUAL_SILENCE.toSeconds() + " s: " + e.getMessage());
        }
    }
}
