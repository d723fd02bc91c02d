package dev.roadrig.harness.run;

import com.google.protobuf.ByteString;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.Secret;
import dev.roadrig.harness.rack.UplinkWire;
import dev.roadrig.ports.Console;
import dev.roadrig.ports.Shell;
import dev.roadrig.ports.Uplink;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.BootDeadlines;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleLogin;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.console.Supply;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.serial.SerialConsole;
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
    private @Nullable BoardSupply supply;
    private @Nullable BootWatch watch;
    private @Nullable ConsoleShell consoleShell;
    private @Nullable SshLink control;
    private @Nullable BoardGateway gateway;
    private FaultGate gate;
    private final AtomicInteger bootSigns = new AtomicInteger();

    private LiveBoard(Rig rig, RackBoard rack, Closer owned) {
        this.rig = rig;
        this.rack = rack;
        this.owned = owned;
        gate = new FaultGate(rig.faults());
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
        LiveBoard board = boot(rig, rack, programs, owned);
        board.connect(bootDeadline(rack, rig.ticker()));
        return board;
    }

    /** As {@link #bringUp}, up to the login on the console: without SSH. */
    static LiveBoard boot(Rig rig, RackBoard rack, Programs programs, Closer owned)
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
        board.openConsole();
        board.powerOn(deadline);
        board.awaitLogin(deadline);
        return board;
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
        RackBoard.SerialWire wire = rack.console().get();
        SerialConsole console = owned.own(SerialConsole.open(wire.device(), wire.baud(), rig.ticker(), rack.name()));
        console.listen(new ConsoleTap());
        watch = new BootWatch(rack.name(), rig.ticker(), rack.boot());
        console.listen(watch);
        watch.onEvent(this::seen);
        watch.onFault(rig.faults()::report);
        consoleShell = new ConsoleShell(console, watch, loginOf(wire), rig.ticker());
    }

    private void seen(long nanos, BoardEvent event) {
        rig.sink().write(nanos, event);
        if (event.getKind() == BoardEvent.Kind.BOOTLOADER || event.getKind() == BoardEvent.Kind.KERNEL) {
            bootSigns.incrementAndGet();
        }
    }

    static ConsoleLogin loginOf(RackBoard.SerialWire wire) {
        return new ConsoleLogin(
                wire.login().orElse(""),
                wire.password().map(Secret::reveal).orElse(null),
                wire.silence(),
                new ConsoleLogin.Typing(wire.typedBytes(), wire.typingDelay()));
    }

    private static Deadline bootDeadline(RackBoard rack, Ticker ticker) {
        BootDeadlines boot = rack.boot();
        return ticker.in(
                boot.firstSign().plus(boot.bootloader()).plus(boot.kernel()).plus(CONNECT));
    }

    private void powerOn(Deadline deadline) throws RunFault, InterruptedException {
        if (rack.power().isEmpty()) {
            return;
        }
        supply = owned.own(Supplies.connect(rack.name(), rack.power().get(), rig.ticker(), deadline));
        if (supply.isOn(deadline)) {
            switchOff(deadline);
        }
        switchOn(deadline);
    }

    @Override
    public void switchOff(Deadline deadline) throws RunFault, InterruptedException {
        supply().orElseThrow().set(false, deadline);
        watch().ifPresent(w -> w.supply(Supply.OFF));
        event(BoardEvent.Kind.POWER_OFF, "the supply was switched off");
    }

    @Override
    public void switchOn(Deadline deadline) throws RunFault, InterruptedException {
        expectBoot();
        watch().ifPresent(w -> w.supply(Supply.ON));
        supply().orElseThrow().set(true, deadline);
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
        return Optional.ofNullable(supply);
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

    /** Everything that goes over the console, into the record. */
    private final class ConsoleTap implements Console.Listener {
        @Override
        public void received(long nanos, byte[] bytes) {
            write(nanos, bytes, ConsoleBytes.Direction.FROM_BOARD);
        }

        @Override
        public void sent(long nanos, byte[] bytes) {
            write(nanos, bytes, ConsoleBytes.Direction.TO_BOARD);
        }

        @Override
        public void lost(RunFault fault) {
            rig.faults().report(fault);
        }

        private void write(long nanos, byte[] bytes, ConsoleBytes.Direction direction) {
            rig.sink()
                    .write(
                            nanos,
                            ConsoleBytes.newBuilder()
                                    .setDirection(direction)
                                    .setData(ByteString.copyFrom(bytes))
                                    .build());
        }
    }
}
