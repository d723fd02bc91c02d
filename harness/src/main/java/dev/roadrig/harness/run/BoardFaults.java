package dev.roadrig.harness.run;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.off.Off;
import java.time.Duration;
import java.util.Optional;

/** Does to a live board what a scenario orders, over wires that a real board has, and brings it back. */
final class BoardFaults {
    private static final Duration ASK = Duration.ofSeconds(10);
    static final Duration AGENT_LIMIT = Duration.ofMinutes(1);

    private final Board board;
    private final Agent agent;
    private final BootName aside;
    private final Ticker ticker;
    private final IgnitionFault ignition;

    /** A board as its faults handle it. */
    interface Board {
        /** Commands on it, over the control session. */
        Shell shell();

        void event(BoardEvent.Kind kind, String text);

        /** Whether its boots can be seen on one. */
        boolean hasConsole();

        /** How often the console has shown the beginning of a boot's stage, since the board was opened. */
        int bootSigns();

        /** How long a boot may take, with the connections after it. */
        Deadline bootDeadline();

        /** From now on the loss of the control session was ordered. */
        void expectLoss();

        /** The boot that follows was ordered. */
        void expectBoot();

        void disconnect();

        void connect(Deadline deadline) throws RunFault, InterruptedException;

        void switchOff(Deadline deadline) throws RunFault, InterruptedException;

        /**
         * Waits until it has been off for so long, counted from the off, and sees to it that the board is.
         *
         * @return what showed it, or why nothing did
         */
        Off stayOff(Duration lasting) throws RunFault, InterruptedException;

        /** Switches the supply on, and takes the boot that follows for an ordered one. */
        void switchOn(Deadline deadline) throws RunFault, InterruptedException;

        void awaitLogin(Deadline deadline) throws RunFault, InterruptedException;

        void switchIgnition(boolean on, Deadline deadline) throws RunFault, InterruptedException;

        /** Whether the control session stands and nothing of it was lost. */
        boolean isUp();

        /** After {@link #expectLoss}: what is lost from now on is a fault again; false where something was lost already. */
        boolean goOn();

        /** Whether the next boot, if one comes, was ordered; the board may as well stay up. */
        void excuseBoot(boolean next);

        /** A board that was up is down, whatever its console showed. */
        void wentDown();

        /** How long from now a boot may show nothing. */
        Deadline firstSignDeadline();

        /** Logs in on the console of a board that has not booted anew. */
        void logIn(Deadline deadline) throws RunFault, InterruptedException;
    }

    /** The agent on it, as faults handle it. */
    interface Agent {
        /** From now on no frame is sent, and whatever is lost of the agent or the way to it was ordered. */
        void leave();

        /** Ends the agent's process as the kernel would, and the way to it. */
        void kill(Deadline deadline) throws RunFault, InterruptedException;

        void disconnect() throws RunFault;

        /** Deploys what a lost supply may have taken, and starts the agent anew. */
        void restart(Deadline deadline) throws RunFault, InterruptedException;

        /** Connects to the agent that has run on while the way to it was cut. */
        void rejoin(Deadline deadline) throws RunFault, InterruptedException;

        /** From now on whatever is lost of it was ordered; frames are sent for as long as it is reached. */
        void mayLeave();

        /** After {@link #mayLeave}: what is lost from now on is a fault again; false where something was lost already. */
        boolean hasStayed();

        /** As {@link #rejoin}, and as {@link #restart} where its process has ended. */
        void comeBack(Deadline deadline) throws RunFault, InterruptedException;
    }

    /** @param aside asks the board beside its own connection which boot it is in */
    BoardFaults(Board board, Agent agent, BootName aside, Ticker ticker) {
        this.board = board;
        this.agent = agent;
        this.aside = aside;
        this.ticker = ticker;
        ignition = new IgnitionFault(board, agent, aside, ticker);
    }

    /**
     * Brings a fault about; when this returns, frames are answered again, but after an ignition's off.
     *
     * @throws RunFault when the board does not come back
     */
    void bringAbout(FaultOrder fault) throws RunFault, InterruptedException {
        switch (fault.kind()) {
            case AGENT_KILL -> killAgent();
            case SSH_CUT -> cutSsh(fault.lasting());
            case REBOOT -> reboot();
            case POWER_CUT -> cutPower(fault.lasting());
            case CLOCK -> setClock(fault);
            case IGNITION -> {
                if (fault.switchesIgnition(true)) {
                    ignition.on();
                } else {
                    ignition.off();
                }
            }
            default -> throw new IllegalArgumentException(fault.kind().word() + " is not done to a board");
        }
    }

    private void killAgent() throws RunFault, InterruptedException {
        agent.leave();
        agent.kill(ticker.in(ASK));
        agent.restart(ticker.in(AGENT_LIMIT));
    }

    private void cutSsh(Duration lasting) throws RunFault, InterruptedException {
        Deadline end = ticker.in(lasting);
        agent.leave();
        agent.disconnect();
        board.disconnect();
        ticker.await(() -> false, end);
        board.connect(ticker.in(AGENT_LIMIT));
        agent.rejoin(ticker.in(AGENT_LIMIT));
    }

    private void reboot() throws RunFault, InterruptedException {
        agent.leave();
        NextBoot next = NextBoot.after(board, aside, ticker, ticker.in(ASK));
        if (!next.canBeSeen()) {
            throw new UnknownFault(
                    "fault.reboot",
                    "The board was not told to reboot: it names no boot and has no `console`, so nothing could show that it did."
                            + " Write its `console` in the rack file.");
        }
        board.expectLoss();
        board.expectBoot();
        board.event(BoardEvent.Kind.REBOOT, "ordered by the scenario");
        orderReboot();
        agent.disconnect();
        board.disconnect();
        Deadline deadline = board.bootDeadline();
        if (next.await(deadline) == NextBoot.Seen.SAME) {
            throw new UnknownFault(
                    "fault.reboot",
                    "The board took `reboot` and did not go down: it still is the same boot, "
                            + next.before().orElseThrow() + ". Read its own logs.");
        }
        comeUp(deadline);
    }

    private void orderReboot() throws RunFault, InterruptedException {
        Optional<String> refused = Reboot.order(board.shell(), ticker.in(ASK));
        if (refused.isPresent()) {
            throw new UnknownFault(
                    "fault.reboot",
                    "The board did not take `reboot`: " + refused.get() + ". Its user must be allowed to reboot it.");
        }
    }

    private void cutPower(Duration lasting) throws RunFault, InterruptedException {
        agent.leave();
        CutProof proof = CutProof.before(board, ticker);
        board.expectLoss();
        board.event(BoardEvent.Kind.REBOOT, "its supply is cut, as the scenario ordered");
        board.switchOff(ticker.in(ASK));
        agent.disconnect();
        board.disconnect();
        Off off = board.stayOff(lasting);
        Deadline deadline = board.bootDeadline();
        board.switchOn(deadline);
        proof.comeUp(off, deadline);
        agent.restart(ticker.in(AGENT_LIMIT));
    }

    private void comeUp(Deadline deadline) throws RunFault, InterruptedException {
        board.awaitLogin(deadline);
        board.connect(deadline);
        agent.restart(ticker.in(AGENT_LIMIT));
    }

    private void setClock(FaultOrder fault) throws RunFault, InterruptedException {
        String time = fault.parameters().getOrDefault("what", "").equals("unset")
                ? "@0"
                : "@$(($(date +%s) + " + fault.by().toSeconds() + "))";
        Shell.Result set = board.shell().run("date -s " + time, ticker.in(ASK));
        if (!set.ok()) {
            throw new UnknownFault(
                    "fault.clock",
                    "The board did not take `date -s " + time + "`: "
                            + set.err().strip() + ". Its user must be allowed to set the clock.");
        }
    }
}
