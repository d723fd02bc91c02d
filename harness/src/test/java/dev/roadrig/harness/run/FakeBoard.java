package dev.roadrig.harness.run;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.off.Off;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A board and its agent that write down what is done to them, and when. */
final class FakeBoard implements BoardFaults.Board, BoardFaults.Agent {
    final List<String> log = new ArrayList<>();
    Shell.Result answer = new Shell.Result(0, "", "");
    boolean boots = true;
    boolean goesDownUnderTheCommand;
    boolean namesBoots = true;
    boolean console = true;
    /** Its kernel shows nothing on the console. */
    boolean quiet;
    /** From the order to the last that the old system answers, when it goes down before a new boot's first sign. */
    Duration isDownAfter = Duration.ofDays(1);

    /** What shows a cut of its power. */
    Off off = new Off(true, "the silence of its console");
    /** Its supply says off and on, and it lives through that. */
    boolean ridesThrough;

    @Nullable
    RunFault deaf;
    /** From the order to the first sign of the new boot; until then the old system answers. */
    Duration goesDownAfter = Duration.ofSeconds(1);

    /** What it makes of its ignition. */
    Consumer<Boolean> onIgnition = on -> {};

    /** Whether its control session stands, and its agent runs. */
    boolean up = true;

    Return onReturn = () -> {};
    Runnable onConnect = () -> {};
    boolean agentStays = true;

    private final Ticker ticker;
    private int boot;
    private int ordered;
    private long orderedAt = Long.MAX_VALUE / 2;

    FakeBoard(Ticker ticker) {
        this.ticker = ticker;
    }

    private void note(String what) {
        log.add("%.1f %s".formatted(ticker.nanos() / 1e9, what));
    }

    /** Goes down, and boots again after its time. */
    void boot() {
        ordered++;
        orderedAt = ticker.nanos();
        if (boots) {
            ticker.at(ticker.nanos() + goesDownAfter.toNanos(), () -> boot++);
        }
    }

    @Override
    public Shell shell() {
        return (commandLine, deadline) -> {
            if (commandLine.endsWith("/boot_id")) {
                if (deaf != null) {
                    throw deaf;
                }
                return namesBoots ? new Shell.Result(0, "boot-" + boot + "\n", "") : new Shell.Result(1, "", "no");
            }
            note("$ " + commandLine);
            if (commandLine.contains("reboot")) {
                boot();
            }
            if (goesDownUnderTheCommand) {
                throw new UnknownFault("shell.no-status", "the board went down");
            }
            return answer;
        };
    }

    /** Over a connection of its own, which a system that goes down cuts. */
    Optional<String> bootName(Deadline deadline) throws RunFault, InterruptedException {
        note("asked aside");
        if (boot < ordered && ticker.nanos() - orderedAt >= isDownAfter.toNanos()) {
            throw new RigFault("ssh.lost", "The SSH connection was cut.");
        }
        return BootName.over(shell(), ticker).read(deadline);
    }

    @Override
    public void event(BoardEvent.Kind kind, String text) {
        note("event " + kind);
    }

    @Override
    public boolean hasConsole() {
        return console;
    }

    @Override
    public int bootSigns() {
        return quiet || !console ? 0 : boot;
    }

    @Override
    public Deadline bootDeadline() {
        return ticker.in(Duration.ofSeconds(30));
    }

    @Override
    public void expectLoss() {
        note("expect loss");
    }

    @Override
    public void expectBoot() {
        note("expect boot");
    }

    @Override
    public void disconnect() {
        note("disconnect");
    }

    @Override
    public void connect(Deadline deadline) throws RunFault {
        if (deadline.passed(ticker)) {
            throw new UnknownFault("ssh.no-answer", "no time to connect");
        }
        note("connect");
        onConnect.run();
    }

    @Override
    public void switchOff(Deadline deadline) {
        note("off");
    }

    @Override
    public Off stayOff(Duration lasting) throws InterruptedException {
        boolean unused = ticker.await(() -> false, ticker.in(lasting));
        return off;
    }

    @Override
    public void switchOn(Deadline deadline) {
        note("on");
        if (ridesThrough) {
            return;
        }
        boot();
    }

    @Override
    public void awaitLogin(Deadline deadline) throws RunFault, InterruptedException {
        if (!console) {
            return;
        }
        if (!ticker.await(() -> boots && boot == ordered, deadline)) {
            throw new UnknownFault("boot.none", "no login");
        }
        note("login");
    }

    @Override
    public void switchIgnition(boolean on, Deadline deadline) {
        note("ignition " + (on ? "on" : "off"));
        onIgnition.accept(on);
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public boolean goOn() {
        note("go on");
        return up;
    }

    @Override
    public void excuseBoot(boolean next) {
        note(next ? "excuse a boot" : "excuse no boot");
    }

    @Override
    public void wentDown() {
        note("went down");
    }

    @Override
    public Deadline firstSignDeadline() {
        return console ? ticker.in(Duration.ofSeconds(10)) : bootDeadline();
    }

    @Override
    public void logIn(Deadline deadline) {
        note("log in");
    }

    @Override
    public void leave() {
        note("leave");
    }

    @Override
    public void kill(Deadline deadline) {
        note("kill");
    }

    @Override
    public void restart(Deadline deadline) {
        note("restart");
    }

    /** What an agent does that is to come back. */
    interface Return {
        void run() throws RunFault;
    }

    @Override
    public boolean hasStayed() {
        note("has stayed");
        return agentStays;
    }

    @Override
    public void mayLeave() {
        note("may leave");
    }

    @Override
    public void comeBack(Deadline deadline) throws RunFault {
        note("come back");
        onReturn.run();
    }

    @Override
    public void rejoin(Deadline deadline) {
        note("rejoin");
    }
}
