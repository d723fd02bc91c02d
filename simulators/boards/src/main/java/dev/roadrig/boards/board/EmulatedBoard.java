package dev.roadrig.boards.board;

import dev.roadrig.boards.bug.FallbackBug;
import dev.roadrig.boards.firmware.BoardCard;
import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.boards.instrument.BenchSupply;
import dev.roadrig.boards.instrument.ScpiServer;
import dev.roadrig.boards.instrument.SupplyOutput;
import dev.roadrig.boards.os.BoardFiles;
import dev.roadrig.boards.os.BoardSystem;
import dev.roadrig.boards.os.Kernel;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.boards.pty.Pty;
import dev.roadrig.boards.pty.Uart;
import dev.roadrig.boards.soc.Crystal;
import dev.roadrig.boards.soc.SensorFiles;
import dev.roadrig.boards.soc.SocModel;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * An emulated board with its wires: a console on a pty, SSH on a loopback port, a bench supply, and an ignition where its
 * options name one. Everything that it is lives in one temporary folder and in threads of its own; closing it leaves nothing behind.
 */
final class EmulatedBoard implements AutoCloseable, SupplyOutput {
    private final BoardOptions options;
    private final Consumer<String> complaints;
    private final Ticker ticker;
    private final Path folder;
    private final BoardFiles files;
    private final BoardCard card;
    private final Crystal crystal;
    private final Optional<FallbackBug> bug;
    private final SocModel soc;
    private final SplittableRandom random;
    private final Login login;
    private final Pty pty;
    private final Uart uart;
    private final ConsoleTty tty;
    private final BoardSsh ssh;
    private final LifeCycle lifeCycle;
    private final BenchSupply supply;
    private final ScpiServer scpi;
    private final Optional<Ignition> ignition;
    private final BoardOrders orders = new BoardOrders(this);
    private final FaultSchedule faults;
    private final Object closing = new Object();
    private Optional<BoardSystem> system = Optional.empty();
    private boolean closed;

    /**
     * Makes the board, without power unless its options say so.
     *
     * @param complaints sees what goes wrong with the emulation itself
     */
    EmulatedBoard(BoardOptions options, Consumer<String> complaints) throws IOException {
        this.options = options;
        this.complaints = complaints;
        ticker = new RealTicker(options.name());
        folder = Files.createTempDirectory("roadrig-" + options.name() + "-");
        files = new BoardFiles(Files.createDirectory(folder.resolve("root")));
        card = BoardCard.make(folder, BootedBoard.FACTORY);
        crystal = Crystal.seeded(options.seed());
        // A race does not follow a seed: whether a rare bug shows is drawn anew by each process.
        bug = options.bug().map(plan -> new FallbackBug(plan, new SplittableRandom().nextLong()));
        soc = new SocModel(options.profile(), ticker.nanos());
        soc.power(false, ticker.nanos());
        random = new SplittableRandom(options.seed());
        login = Login.fresh(folder);
        ssh = login.server();
        pty = Pty.open();
        lifeCycle = new LifeCycle(this, options.name(), ticker);
        uart = new Uart(options.name(), pty, options.baud(), ticker, this::received);
        tty = new ConsoleTty(uart);
        lifeCycle.start();
        ignition = options.ignition().isEmpty()
                ? Optional.empty()
                : Optional.of(new Ignition(this, options, options.ignition().get(), ticker));
        supply = new BenchSupply(options.name(), options.profile().supplyVolts(), options.powered(), this);
        scpi = new ScpiServer(options.name(), supply);
        faults = new FaultSchedule(options, this::order);
        faults.start(ticker);
    }

    /** How the board is reached, by names that BoardMain prints. */
    Map<String, Object> wires() throws IOException {
        Map<String, Object> wires = new LinkedHashMap<>();
        wires.put("name", options.name());
        wires.put("console", pty.path());
        wires.put("baud", options.baud());
        wires.put("ssh-host", "127.0.0.1");
        wires.put("ssh-port", ssh.port());
        wires.putAll(login.announced(options.has("wrong-host-key")));
        wires.put("supply", "tcp://127.0.0.1:" + scpi.port());
        ignition.ifPresent(line -> wires.put("ignition", line.address()));
        wires.put("card", card.card());
        wires.put("card-mux", card.mux());
        wires.put("profile", options.profile().name());
        wires.put("rail", options.profile().rail());
        return wires;
    }

    private void received(byte[] bytes) {
        boolean running;
        synchronized (this) {
            running = system.isPresent();
        }
        try {
            if (running) {
                tty.received(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void switched(boolean on) {
        lifeCycle.supply(on);
        try {
            if (!on) {
                lifeCycle.settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public double amperes() {
        return soc.read(ticker.nanos()).watts() / options.profile().supplyVolts();
    }

    /** Whether it is told to run; one without such a line always is. */
    boolean ignitionOn() {
        return ignition.map(Ignition::isOn).orElse(true);
    }

    /** A fresh boot: clock, kernel and system, with nothing started yet. */
    void beginSystem(Firmware firmware) throws IOException {
        stopSystem();
        var bootId = new UUID(random.nextLong(), random.nextLong());
        Duration wallError = Duration.ofMillis(random.nextLong(-30_000, 30_000));
        var clock = new SystemClock(ticker, crystal, bootId.toString(), wallError);
        var kernel = new Kernel(clock, uart::sendAhead);
        BootedBoard.mount(files, clock, kernel, firmware);
        var power = new BoardSystem.Power() {
            @Override
            public void reboot() {
                lifeCycle.reboot();
            }

            @Override
            public void off() {
                lifeCycle.powerOff();
            }
        };
        var launcher = new EmbeddedAgent(
                options.name(),
                files.root(),
                clock,
                new ProfilePacer(
                        clock,
                        soc,
                        bug,
                        faults::inferred,
                        options.productLog() ? Optional.of(new ProductLog(tty)) : Optional.empty()));
        var fresh = new BoardSystem(
                options.name(),
                files,
                clock,
                kernel,
                power,
                Map.of(
                        "java",
                        new AgentProgram(options.agentSha256(), launcher),
                        "dashcam-update",
                        new UpdateProgram(card, faults::halfUpdated)));
        tty.reset();
        synchronized (this) {
            system = Optional.of(fresh);
        }
    }

    BoardCard card() {
        return card;
    }

    void say(BootScript.Speaker speaker, String text) throws InterruptedException {
        Optional<Kernel> kernel = kernel();
        if (speaker == BootScript.Speaker.KERNEL && kernel.isPresent()) {
            kernel.get().print(Kernel.NOTICE, text);
        } else {
            uart.send(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** SSH, sensors and login of a system that has booted. */
    void finishBoot() throws IOException, InterruptedException {
        BoardSystem running = system().orElseThrow();
        var sensors =
                new SensorFiles(files.host("/sys/class/hwmon"), options.profile(), soc, ticker.nanos(), options.seed());
        ssh.start(running);
        new BootedBoard(options, running, tty).start(sensors, login.password());
    }

    /** Ends the system in order, if one runs: processes are gone and SSH connections cut when this returns. */
    void stopSystem() throws IOException {
        ssh.stop();
        endSystem();
    }

    /** Ends the system, if one runs, in the middle of whatever it did: nobody outside is told anything. */
    void killSystem() {
        ssh.fallSilent();
        endSystem();
    }

    private void endSystem() {
        Optional<BoardSystem> running;
        synchronized (this) {
            running = system;
            system = Optional.empty();
        }
        running.ifPresent(BoardSystem::close);
    }

    void restartSsh() throws IOException {
        Optional<BoardSystem> running = system();
        if (running.isPresent()) {
            ssh.start(running.get());
        }
    }

    void unplugConsole() {
        pty.close();
    }

    /** The emulation itself cannot go on. */
    void broken(IOException e) {
        complaints.accept("The emulated board " + options.name() + " is broken: " + e);
    }

    /** Does what a control line says; false, with a complaint, when it is not known. */
    boolean order(String line) {
        try {
            orders.order(line);
            return true;
        } catch (IOException | RuntimeException e) {
            complaints.accept(String.valueOf(e.getMessage()));
            return false;
        }
    }

    BoardOptions options() {
        return options;
    }

    SocModel soc() {
        return soc;
    }

    Uart uart() {
        return uart;
    }

    BoardSsh ssh() {
        return ssh;
    }

    LifeCycle lifeCycle() {
        return lifeCycle;
    }

    BenchSupply supply() {
        return supply;
    }

    synchronized Optional<BoardSystem> system() {
        return system;
    }

    Optional<Kernel> kernel() {
        return system().map(BoardSystem::kernel);
    }

    @Override
    public void close() throws IOException {
        synchronized (closing) {
            if (!closed) {
                closed = true;
                closeOnce();
            }
        }
    }

    private void closeOnce() throws IOException {
        faults.close();
        lifeCycle.close();
        stopSystem();
        scpi.close();
        if (ignition.isPresent()) {
            ignition.get().close();
        }
        uart.close();
        ticker.close();
        files.close();
        login.close();
        card.delete();
        Files.deleteIfExists(folder);
    }
}
