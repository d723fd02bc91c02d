package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Shell;
import dev.roadrig.ports.Uplink;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.off.Off;
import dev.roadrig.wires.ssh.SshLink;
import java.time.Duration;
import java.util.Optional;

/**
 * A leased, live board: its wires open, powered, booted and logged in. The same for an emulated board and for one on a
 * bench: it sees wires only.
 */
final class LiveBoard implements BoardFaults.Board {
    private final Rig rig;
    private final RackBoard rack;
    private final BoardWires wires;
    private final ControlLink control;

    private LiveBoard(Rig rig, RackBoard rack, BoardWires wires, Closer owned) {
        this.rig = rig;
        this.rack = rack;
        this.wires = wires;
        control = new ControlLink(rig, rack, owned);
    }

    /**
     * Opens the board's wires, powers it, waits for its login and logs in on the console and over SSH.
     *
     * @param rack the board's wires; placeholders are filled from what its process announces
     * @param programs that come with Roadrig
     * @param owned owns everything that is opened, also when this fails half-way
     */
    static LiveBoard bringUp(Rig rig, RackBoard rack, Programs programs, Closer owned)
            throws RunFault, InterruptedException {
        LiveBoard board = open(rig, rack, programs, owned);
        board.boot();
        return board;
    }

    /** Opens the board's wires and leaves it as it is: it may be off. */
    static LiveBoard open(Rig rig, RackBoard rack, Programs programs, Closer owned)
            throws RunFault, InterruptedException {
        rig.phase("boot", rack.name());
        Deadline deadline = rig.ticker().in(BootLimit.of(rack));
        RackBoard resolved = rack.process().isEmpty() ? rack : programs.start(rig, rack, owned, deadline);
        return new LiveBoard(rig, resolved, BoardWires.open(rig, resolved, owned, deadline), owned);
    }

    /** Powers the board, from off where it can be switched, waits for its login and logs in on the console and over SSH. */
    void boot() throws RunFault, InterruptedException {
        Deadline deadline = bootDeadline();
        start(deadline);
        connect(deadline);
    }

    /** As {@link #boot}, up to the login on the console: without SSH. */
    void bootToLogin() throws RunFault, InterruptedException {
        start(bootDeadline());
    }

    private void start(Deadline deadline) throws RunFault, InterruptedException {
        if (wires.power().isPresent()) {
            if (power().isOn(deadline)) {
                turnOff(deadline);
            }
            switchOn(deadline);
        }
        awaitLogin(deadline);
    }

    /** A console's port may hang on the board's supply, or be the board's own. */
    void expectConsoleLoss(Deadline back) {
        wires.console().ifPresent(console -> console.port().expectLoss(back));
    }

    /** Switches the board off, and returns when it is. */
    void turnOff(Deadline deadline) throws RunFault, InterruptedException {
        expectConsoleLoss(Deadline.NEVER);
        power().turnOff(deadline);
    }

    private BoardSwitch power() {
        return wires.power().orElseThrow(() -> new IllegalStateException("The board has no supply."));
    }

    @Override
    public void switchOff(Deadline deadline) throws RunFault, InterruptedException {
        expectConsoleLoss(Deadline.NEVER);
        power().order(deadline);
    }

    @Override
    public Off stayOff(Duration lasting) throws RunFault, InterruptedException {
        return power().stayOff(lasting);
    }

    @Override
    public void switchOn(Deadline deadline) throws RunFault, InterruptedException {
        expectConsoleLoss(Deadline.NEVER);
        power().turnOn(deadline);
        expectConsoleLoss(rig.ticker().in(rack.boot().toLogin()));
    }

    @Override
    public void expectBoot() {
        expectConsoleLoss(bootDeadline());
        watch().ifPresent(BootWatch::expectBoot);
    }

    @Override
    public boolean hasConsole() {
        return wires.console().isPresent();
    }

    @Override
    public int bootSigns() {
        return wires.signs().count();
    }

    @Override
    public Deadline bootDeadline() {
        return rig.ticker().in(BootLimit.of(rack));
    }

    @Override
    public void awaitLogin(Deadline deadline) throws RunFault, InterruptedException {
        if (wires.console().isPresent()) {
            wires.console().get().awaitLogin(deadline);
            wires.console().get().logIn(deadline);
            event(BoardEvent.Kind.SHELL, "logged in on the console");
        }
    }

    @Override
    public void logIn(Deadline deadline) throws RunFault, InterruptedException {
        if (wires.console().isPresent()) {
            wires.console().get().logInAgain(deadline);
            event(BoardEvent.Kind.SHELL, "logged in on the console");
        }
    }

    @Override
    public void switchIgnition(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        expectConsoleLoss(on ? bootDeadline() : Deadline.NEVER);
        power().ignition(on, deadline);
    }

    @Override
    public boolean isUp() {
        return control.isUp();
    }

    @Override
    public boolean goOn() {
        wires.console().ifPresent(console -> console.port().expectNoLoss());
        return control.goOn();
    }

    @Override
    public void excuseBoot(boolean next) {
        watch().ifPresent(each -> each.excuseBoot(next));
    }

    @Override
    public void wentDown() {
        watch().ifPresent(BootWatch::wentDown);
    }

    @Override
    public Deadline firstSignDeadline() {
        return wires.console().isEmpty()
                ? bootDeadline()
                : rig.ticker().in(rack.boot().firstSign());
    }

    @Override
    public void connect(Deadline deadline) throws RunFault, InterruptedException {
        control.connect(wires.meters(), deadline);
    }

    @Override
    public void expectLoss() {
        control.expectLoss();
        expectConsoleLoss(bootDeadline());
    }

    @Override
    public void disconnect() {
        control.disconnect();
    }

    boolean isConnected() {
        return control.isConnected();
    }

    /** A further SSH connection to the board, owned by the caller. */
    SshLink connection(String role, Deadline deadline) throws RunFault, InterruptedException {
        return control.another(role, deadline);
    }

    @Override
    public void event(BoardEvent.Kind kind, String text) {
        rig.event(kind, text);
    }

    @Override
    public Shell shell() {
        return control().shell();
    }

    RackBoard rack() {
        return rack;
    }

    SshLink control() {
        return control.link();
    }

    Optional<BoardSupply> supply() {
        return wires.power().map(BoardSwitch::supply);
    }

    Optional<BootWatch> watch() {
        return wires.watch();
    }

    Optional<ConsoleShell> consoleShell() {
        return wires.console().map(BoardConsole::shell);
    }

    /** What carries the board's packets, where it hangs on this host. */
    Optional<BoardGateway> gateway() {
        return wires.gateway();
    }

    Uplink uplink() {
        Optional<String> host = rack.uplink().host();
        return host.isEmpty() ? control().uplink() : (port, deadline) -> new Uplink.Address(host.get(), port);
    }
}
