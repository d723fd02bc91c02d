package dev.roadrig.boards.board;

import dev.roadrig.boards.bug.FallbackBug;
import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.boards.os.BoardSystem;
import dev.roadrig.boards.os.Kernel;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.boards.pty.Uart;
import dev.roadrig.boards.soc.SensorFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** What runs on a board and is reached over its console and SSH: a fresh system from each boot on, one at a time. */
final class BoardSoftware implements AutoCloseable {
    private final BoardBody body;
    private final BoardOptions options;
    private final BoardSystem.Power power;
    private final FaultSchedule faults;
    private final Optional<FallbackBug> bug;
    private final SplittableRandom random;
    private final BoardSsh ssh;
    private final Uart uart;
    private final ConsoleTty tty;
    private Optional<BoardSystem> system = Optional.empty();

    /**
     * @param power what a system's own reboot and power-off do
     * @param faults are told of what the system does
     */
    BoardSoftware(BoardBody body, BoardSystem.Power power, FaultSchedule faults) throws IOException {
        this.body = body;
        this.options = body.options();
        this.power = power;
        this.faults = faults;
        // A race does not follow a seed: whether a rare bug shows is drawn anew by each process.
        bug = options.bug().map(plan -> new FallbackBug(plan, new SplittableRandom().nextLong()));
        random = new SplittableRandom(options.seed());
        ssh = body.login().server();
        uart = new Uart(options.name(), body.pty(), options.baud(), body.ticker(), this::received);
        tty = new ConsoleTty(uart);
    }

    private void received(byte[] bytes) {
        try {
            if (system().isPresent()) {
                tty.received(bytes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fresh boot: clock, kernel and system, with nothing started yet. */
    void begin(Firmware firmware) throws IOException {
        stop();
        var bootId = new UUID(random.nextLong(), random.nextLong());
        Duration wallError = Duration.ofMillis(random.nextLong(-30_000, 30_000));
        var clock = new SystemClock(body.ticker(), body.crystal(), bootId.toString(), wallError);
        var kernel = new Kernel(clock, uart::sendAhead);
        BootedBoard.mount(body.files(), clock, kernel, firmware);
        var pacer = new ProfilePacer(
                clock,
                body.soc(),
                bug,
                faults::inferred,
                options.productLog() ? Optional.of(new ProductLog(tty)) : Optional.empty());
        var launcher = new EmbeddedAgent(options.name(), body.files().root(), clock, pacer);
        var fresh = new BoardSystem(
                options.name(),
                body.files(),
                clock,
                kernel,
                power,
                Map.of(
                        "java",
                        new AgentProgram(options.agentSha256(), launcher),
                        "dashcam-update",
                        new UpdateProgram(body.card(), faults::halfUpdated)));
        tty.reset();
        synchronized (this) {
            system = Optional.of(fresh);
        }
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
        var sensors = new SensorFiles(
                body.files().host("/sys/class/hwmon"),
                options.profile(),
                body.soc(),
                body.ticker().nanos(),
                options.seed());
        ssh.start(running);
        new BootedBoard(options, running, tty).start(sensors, body.login().password());
    }

    /** Ends the system in order, if one runs: processes are gone and SSH connections cut when this returns. */
    void stop() throws IOException {
        ssh.stop();
        end();
    }

    /** Ends the system, if one runs, in the middle of whatever it did: nobody outside is told anything. */
    void kill() {
        ssh.fallSilent();
        end();
    }

    private void end() {
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

    Uart uart() {
        return uart;
    }

    BoardSsh ssh() {
        return ssh;
    }

    synchronized Optional<BoardSystem> system() {
        return system;
    }

    Optional<Kernel> kernel() {
        return system().map(BoardSystem::kernel);
    }

    /** Takes its console away; a system that runs is ended before by {@link #stop}. */
    @Override
    public void close() {
        uart.close();
    }
}
