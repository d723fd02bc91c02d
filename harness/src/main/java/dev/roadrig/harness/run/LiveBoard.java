package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.UplinkWire;
import dev.roadrig.ports.Console;
import dev.roadrig.ports.Shell;
import dev.roadrig.ports.Uplink;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.BootDeadlines;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.console.Supply;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.ssh.SshLink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A leased, live board: its wires open, powered, booted and logged in. The same for an emulated board and for one on a
 * bench: it sees wires only.
 */
final class LiveBoard implements BoardFaults.Board, AutoCloseable {
    /** For the process before and the connections after a boot. */
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private final Rig rig;
    private final RackBoard rack;
    private final Closer owned;
    private @Nullable Console console;
    private @Nullable LivePower power;
    private @Nullable BootWatch watch;
    private @Nullable ConsoleShell consoleShell;
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
        Ticker ticker = rig.ticker();
        rig.phase("boot", rack.name());
        Deadline deadline = bootDeadline(rack, ticker);
        RackBoard resolved = rack;
        if (rack.process().isPresent()) {
            BoardProcess process = owned.own(BoardProcess.start(rack.name(), programs.resolve(rack), ticker, deadline));
            process.onDeath(rig.faults()::report);
            Map<String, String> announced = Announcement.read(rack.name(), process.announced());
            Optional.ofNullable(announced.get(Announcement.NOTE)).ifPresent(note -> rig.phase("boot", note));
            resolved = rack.resolve(announced);
        }
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
        if (rack.console().isEmpty()) {
            return;
        }
        BoardConsole opened = BoardConsole.open(rig, rack, rack.console().get(), owned);
        console = opened.port();
        watch = opened.watch();
        watch.onEvent(this::seen);
        consoleShell = opened.shell();
    }

    private void seen(long nanos, BoardEvent event) {
        rig.sink().write(nanos, event);
        if (event.getKind() == BoardEvent.Kind.BOOTLOADER || event.getKind() == BoardEvent.Kind.KERNEL) {
            bootSigns.incrementAndGet();
        }
    }

    private static Deadline bootDeadline(RackBoard rack, Ticker ticker) {
        BootDeadlines boot = rack.boot();
        Duration off = rack.power()
                .map(power -> power.off().within().plus(power.off().atLeast()))
                .orElse(Duration.ZERO);
        return ticker.in(boot.firstSign()
                .plus(boot.bootloader())
                .plus(boot.kernel())
                .plus(CONNECT)
                .plus(off));
    }

    private void openSupply(Deadline deadline) throws RunFault, InterruptedException {
        if (rack.power().isPresent()) {
            power = owned.own(LivePower.open(rack, console, rig.ticker(), deadline));
        }
    }

    /** Switches the board off, and returns when it is. */
    void turnOff(Deadline deadline) throws RunFault, InterruptedException {
        String shown = power().off(deadline);
        watch().ifPresent(w -> w.supply(Supply.OFF));
        event(BoardEvent.Kind.POWER_OFF, "the board is off, shown by " + shown);
    }

    private LivePower power() {
        if (power == null) {
            throw new IllegalStateException("The board has no supply.");
        }
        return power;
    }

    @Override
    public void switchOff(Deadline deadline) throws RunFault, InterruptedException {
        power().battery().order(deadline);
        watch().ifPresent(w -> w.supply(Supply.OFF));
        event(BoardEvent.Kind.POWER_OFF, "the supply was switched off");
    }

    @Override
    public void stayOff(Duration lasting) throws RunFault, InterruptedException {
        event(BoardEvent.Kind.POWER_OFF, "shown by " + power().battery().stayOff(lasting));
    }

    @Override
    public void switchOn(Deadline deadline) throws RunFault, InterruptedException {
        power().battery().rest();
        expectBoot();
        watch().ifPresent(w -> w.supply(Supply.ON));
        power().on(deadline);
        event(BoardEvent.Kind.POWER_ON, "the supply was switched on");
    }

    @Override
    public void expectBoot() {
        watch().ifPresent(BootWatch::expectBoot);
    }

    @Override
    public int bootSigns() {
        return bootSigns.get();
    }

    @Override
    public Deadline bootDeadline() {
        return bootDeadline(rack, rig.ticker());
    }

    @Override
    public void awaitLogin(Deadline deadline) throws RunFault, InterruptedException {
        if (watch == null || consoleShell == null) {
            return;
        }
        watch.awaitLogin(deadline);
        consoleShell.login(deadline);
        watch.ready();
        event(BoardEvent.Kind.SHELL, "logged in on the console");
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
        RackBoard.SshWire wire = rack.shell()
                .orElseThrow(() -> new BadInput("Board " + rack.name()
                        + " has no `shell: {ssh: ...}` in its rack file, and the agent is deployed over it."));
        return SshLink.connect(SshTargets.of(rack.name() + "-" + role, wire), rig.ticker(), deadline);
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
        if (control == null) {
            throw new IllegalStateException("The board is not connected.");
        }
        return control;
    }

    Optional<BoardSupply> supply() {
        return Optional.ofNullable(power).map(each -> each.battery().supply());
    }

    Optional<BootWatch> watch() {
        return Optional.ofNullable(watch);
    }

    Optional<ConsoleShell> consoleShell() {
        return Optional.ofNullable(consoleShell);
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
