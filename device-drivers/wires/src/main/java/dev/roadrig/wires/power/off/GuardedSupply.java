package dev.roadrig.wires.power.off;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A supply whose off is believed when a board that was seen before is seen no more, and that goes on again only when it has been
 * off long enough. One thread at a time.
 */
public final class GuardedSupply implements AutoCloseable {
    private final String name;
    private final BoardSupply supply;
    private final OffRule rule;
    private final Silence silence;
    private final Ticker ticker;
    private long offSince;
    private boolean shortCut;

    /**
     * @param name of the supply in faults
     * @param signs of the board's life beside the current, which is watched where the supply measures it
     */
    public GuardedSupply(String name, BoardSupply supply, OffRule rule, List<LifeSign> signs, Ticker ticker) {
        this.name = name;
        this.supply = supply;
        this.rule = rule;
        this.ticker = ticker;
        silence = new Silence(rule, new CurrentSign(supply::amperes, rule.amperes(), ticker), signs, ticker);
        offSince = ticker.nanos();
    }

    /** What is behind it. */
    public BoardSupply supply() {
        return supply;
    }

    /**
     * Switches it off and returns when the board is off.
     *
     * @param deadline for the switch; the board has what its rule allows from then on
     * @return what shows that it is off, or why nothing does
     * @throws RigFault {@code supply.board-lives} when the switch says off and the board is seen to live
     */
    public Off off(Deadline deadline) throws RunFault, InterruptedException {
        order(deadline);
        Silence.Proof proof = prove(ticker.in(rule.within()));
        offSince = proof.sinceNanos();
        return proof.off();
    }

    /**
     * Only switches it off, for a cut that {@link #stayOff} goes on with.
     *
     * @param deadline for the switch, beside a look at what the board shows while it has power
     */
    public void order(Deadline deadline) throws RunFault, InterruptedException {
        Duration forTheSwitch = deadline.left(ticker);
        silence.meet();
        supply.set(false, ticker.in(forTheSwitch));
        offSince = ticker.nanos();
        shortCut = false;
    }

    /**
     * After {@link #order}: lets a cut last as long as was ordered, counted from the off, and looks whether the board goes off
     * in it. The on that follows waits for nothing more.
     *
     * @return as {@link #off}; a cut that ends before its silence could show it is unproven, and so is one that ends while the
     *     board may still run on
     * @throws RigFault as {@link #off}, and before that when a current flows
     */
    public Off stayOff(Duration lasting) throws RunFault, InterruptedException {
        Deadline end = new Deadline(offSince + lasting.toNanos());
        Off off = lasting.compareTo(silence.lasting()) >= 0
                ? shownIn(end)
                : new Off(
                        false,
                        "a cut of %d ms is shorter than the %d ms of silence that show it"
                                .formatted(lasting.toMillis(), silence.lasting().toMillis()));
        boolean unused = ticker.await(() -> false, end);
        shortCut = true;
        return off;
    }

    /**
     * Waits until it has been off for as long as its rule says, counted from the last off; of one that others switched off,
     * from when this was made.
     */
    public void rest() throws InterruptedException {
        if (!shortCut) {
            boolean unused = ticker.await(
                    () -> false, new Deadline(offSince + rule.atLeast().toNanos()));
        }
    }

    /**
     * Switches it on, after its {@link #rest}.
     *
     * @param deadline for the switch, beside that wait
     */
    public void on(Deadline deadline) throws RunFault, InterruptedException {
        Duration forTheSwitch = deadline.left(ticker);
        rest();
        silence.watch();
        supply.set(true, ticker.in(forTheSwitch));
        shortCut = false;
    }

    /**
     * After {@link #on}: waits for the first that is seen of the board; empty where nothing was.
     *
     * @param still how long nothing has to be seen before an empty line is typed, and typed again: a getty prints its prompt
     *     once, and a boot loader takes what is typed for an order to stay
     */
    public Optional<String> life(Duration still, Deadline deadline) throws RunFault, InterruptedException {
        return silence.end(still, deadline).map(LifeSign.Seen::words);
    }

    /**
     * A board may run on, such as on what its capacitors hold, as long as its silence is shown within the time of its rule:
     * before that is over its life speaks against no switch. A current that flows does.
     */
    private Off shownIn(Deadline end) throws RunFault, InterruptedException {
        Silence.Proof proof = silence.await(offSince, end.or(ticker.in(rule.within())));
        boolean mayRunOn = ticker.nanos() < offSince + rule.within().toNanos();
        if (proof.quiet() || proof.flows() || !mayRunOn) {
            return requireOff(proof).off();
        }
        return new Off(
                false,
                "the cut ended %d ms after the last that was seen of the board, when %s: before the %d ms of silence that show it, and within the %d ms for which it may run on"
                        .formatted(
                                (ticker.nanos() - proof.sinceNanos()) / 1_000_000,
                                proof.off().by(),
                                silence.lasting().toMillis(),
                                rule.within().toMillis()));
    }

    private Silence.Proof prove(Deadline end) throws RunFault, InterruptedException {
        return requireOff(silence.await(offSince, end));
    }

    private Silence.Proof requireOff(Silence.Proof proof) throws RigFault {
        if (!proof.quiet()) {
            throw new RigFault(
                    "supply.board-lives",
                    "The supply %s says off, and the board lives %.1f s later: %s. Look whether its contact sticks, whether it is this board's, and whether something else feeds the board, such as a USB cable."
                            .formatted(
                                    name,
                                    (proof.sinceNanos() - offSince) / 1e9,
                                    proof.off().by()));
        }
        return proof;
    }

    @Override
    public void close() {
        supply.close();
    }
}
