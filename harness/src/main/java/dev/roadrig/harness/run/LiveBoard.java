package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.UplinkWire;
import dev.roadrig.ports.Console;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A leased, live board: its wires open, powered, booted and logged in. The same for an emulated board and for one on a
 * bench: it sees wires only.
 */
final class LiveBoard implements BoardFaults.Board, AutoCloseable {
    private final Rig rig;
    private final RackBoard rack;
    private final Closer owned;
    private @Nullable BoardConsole console;
    private @Nullable BoardSwitch power;
    private @Nullable SshLink control;
    private @Nullable BoardGateway gateway;
    private FaultGate gate;
    private final MeterBench meters;
    private final AtomicInteger bootSigns = new AtomicInteger();

    private LiveBoard(Rig rig, RackBoard rack, Closer owned) {
        this.rig = rig;
        this.rack = rack;
        this.owned = owned;
        gate = new FaultGate(rig.faults());
        meters = new MeterBench(rig, owned);
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
        var board = new LiveBoard(rig, resolved, owned);
        board.openGateway();
        board.meters.openWired(resolved, rig.faults()::report, deadline);
        board.openConsole();
        board.openSupply(deadline);
        return board;
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
        if (power != null) {
            if (power.isOn(deadline)) {
                turnOff(deadline);
            }
            switchOn(deadline);
        }
        awaitLogin(deadline);
    }

    /** Before the board has its power, so that no packet of it goes around the link. */
    private void openGateway() throws RunFault {
        if (rack.uplink() instanceof UplinkWire.Gateway wire) {
            gateway = BoardGateway.open(rig, rack.name(), wire, owned);
            rig.phase("boot", rack.name());
        }
    }

    private void openConsole() throws RunFault, InterruptedException {
        if (rack.console().isPresent()) {
            console = BoardConsole.open(rig, rack, rack.console().get(), this::seen, owned);
        }
    }

    /** A console's port may hang on the board's supply, or be the board's own. */
    void expectConsoleLoss(Deadline back) {
        if (console != null) {
            console.port().expectLoss(back);
        }
    }

    private void seen(long nanos, BoardEvent event) {
        rig.sink().write(nanos, event);
        if (event.getKind() == BoardEvent.Kind.BOOTLOADER || event.getKind() == BoardEvent.Kind.KERNEL) {
            bootSigns.incrementAndGet();
        }
    }

    private void openSupply(Deadline deadline) throws RunFault, InterruptedException {
        if (rack.power().isPresent()) {
            Console port = console == null ? null : console.port();
            LivePower switches = owned.own(LivePower.open(rack, port, rig.ticker(), deadline));
            BoardSwitch opened = new BoardSwitch(switches, watch(), this::event, rig.ticker());
            opened.find(deadline);
            power = opened;
            owned.own(opened::giveBack);
        }
    }

    /** Switches the board off, and returns when it is. */
    void turnOff(Deadline deadline) throws RunFault, InterruptedException {
        expectConsoleLoss(Deadline.NEVER);
        power().turnOff(deadline);
    }

    private BoardSwitch power() {
        return Optional.ofNullable(power).orElseThrow(() -> new IllegalStateException("The board has no supply."));
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
    public int bootSigns() {
        return bootSigns.get();
    }

    @Override
    public Deadline bootDeadline() {
        return rig.ticker().in(BootLimit.of(rack));
    }

    @Override
    public void awaitLogin(Deadline deadline) throws RunFault, InterruptedException {
        if (console != null) {
            console.awaitLogin(deadline);
            console.logIn(deadline);
            event(BoardEvent.Kind.SHELL, "logged in on the console");
        }
    }

    @Override
    public void logIn(Deadline deadline) throws RunFault, InterruptedException {
        if (console != null) {
            console.logInAgain(deadline);
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
        return isConnected() && !gate.hasExcused();
    }

    @Override
    public boolean goOn() {
        if (console != null) {
            console.port().expectNoLoss();
        }
        return isConnected() && gate.open();
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
        return console == null ? bootDeadline() : rig.ticker().in(rack.boot().firstSign());
    }

    @Override
    public void connect(Deadline deadline) throws RunFault, InterruptedException {
        control = owned.own(connection("control", deadline));
        gate = new FaultGate(rig.faults());
        control.onLost(gate::report);
        meters.openThrough(rack, control, gate::report, deadline);
    }

    @Override
    public void expectLoss() {
        gate.shut();
        expectConsoleLoss(bootDeadline());
    }

    @Override
    public void disconnect() {
        gate.shut();
        control().close();
    }

    boolean isConnected() {
        return control != null && control.isUp();
    }

    /** A further SSH connection to the board, owned by the caller. */
    SshLink connection(String role, Deadline deadline) throws RunFault, InterruptedException {
        return SshLink.connect(SshTargets.of(rack, role), rig.ticker(), deadline);
    }

    @Override
    public void event(BoardEvent.Kind kind, String text) {
        rig.sink()
                .write(
                        rig.ticker().nanos(),
                        BoardEvent.newBuilder().setKind(kind).setText(text).build());
    }

    @Override
    public Shell shell() {
        return control().shell();
    }

    RackBoard rack() {
        return rack;
    }

    SshLink control() {
        return Optional.ofNullable(control).orElseThrow(() -> new IllegalStateException("The board is not connected."));
    }

    Optional<BoardSupply> supply() {
        return Optional.ofNullable(power).map(BoardSwitch::supply);
    }

    Optional<BootWatch> watch() {
        return Optional.ofNullable(console).map(BoardConsole::watch);
    }

    Optional<ConsoleShell> consoleShell() {
        return Optional.ofNullable(console).map(BoardConsole::shell);
    }

    /** What carries the board's packets, where it hangs on this host. */
    Optional<BoardGateway> gateway() {
        return Optional.ofNullable(gateway);
    }

    Uplink uplink() {
        Optional<String> host = rack.uplink().host();
        return host.isEmpty() ? control().uplink() : (port, deadline) -> new Uplink.Address(host.get(), port);
    }

    @Override
    public void close() {
        owned.close();
    }
}
