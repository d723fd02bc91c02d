package dev.roadrig.boards.board;

import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.boards.os.Kernel;
import dev.roadrig.boards.soc.Stage;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Power, boot and reset of a board, all on one thread: whoever asks for a change, also a process of the board itself,
 * leaves a wish and is then killed by it.
 */
final class LifeCycle implements AutoCloseable {
    private static final long PANIC_NANOS = 3_000_000_000L;
    private static final List<String> OOPS = List.of(
            "Unable to handle kernel NULL pointer dereference at virtual address 0000000000000018",
            "Internal error: Oops: 0000000096000004 [#1] PREEMPT SMP",
            "CPU: 2 PID: 0 Comm: swapper/2 Not tainted 6.1.55-dashcam #1",
            "pc : v4l2_m2m_job_finish+0x24/0xa0",
            "Call trace:",
            " v4l2_m2m_job_finish+0x24/0xa0",
            " handle_irq_event+0x4c/0xb0",
            "---[ end trace 0000000000000000 ]---");

    /** What was asked for. */
    private enum Wish {
        ON,
        OFF,
        REBOOT,
        POWER_OFF,
        PANIC,
        PANIC_HANG,
        WATCHDOG,
        HANG
    }

    private final EmulatedBoard board;
    private final Ticker ticker;
    private final Queue<Wish> wishes = new ArrayDeque<>();
    private final Thread thread;
    private Optional<String> resetCause = Optional.empty();
    private long resetAtNanos;
    private String refusal = "";
    private boolean supplied;
    private volatile boolean closed;
    private volatile boolean busy;

    LifeCycle(EmulatedBoard board, String name, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
        this.thread = new Thread(this::loop, "rr-" + name + "-power");
    }

    void start() {
        thread.start();
    }

    void supply(boolean on) {
        wish(on ? Wish.ON : Wish.OFF);
    }

    void reboot() {
        wish(Wish.REBOOT);
    }

    void powerOff() {
        wish(Wish.POWER_OFF);
    }

    /** Panics, then boots again after three seconds or stays so. */
    void panic(boolean reboots) {
        wish(reboots ? Wish.PANIC : Wish.PANIC_HANG);
    }

    void watchdog() {
        wish(Wish.WATCHDOG);
    }

    void hang() {
        wish(Wish.HANG);
    }

    private void wish(Wish wish) {
        synchronized (wishes) {
            wishes.add(wish);
        }
        ticker.signal();
    }

    private boolean wished() {
        synchronized (wishes) {
            return !wishes.isEmpty() || closed;
        }
    }

    /** Waits until everything asked for so far has been taken up: a cut board is dead then. */
    void settle() throws InterruptedException {
        ticker.await(() -> (!wished() && !busy) || closed, Deadline.NEVER);
    }

    private void loop() {
        try {
            while (!closed) {
                long due = resetCause.isPresent() ? resetAtNanos : Long.MAX_VALUE;
                ticker.await(this::wished, new Deadline(due));
                Wish wish;
                synchronized (wishes) {
                    busy = true;
                    wish = wishes.poll();
                }
                try {
                    if (wish != null) {
                        fulfil(wish);
                    } else if (!closed && resetCause.isPresent()) {
                        boot(resetCause.get());
                    }
                } finally {
                    busy = false;
                    ticker.signal();
                }
            }
        } catch (InterruptedException e) {
            // The owner closes.
        } catch (IOException e) {
            board.broken(e);
        }
    }

    private void fulfil(Wish wish) throws IOException, InterruptedException {
        if (wish == Wish.ON) {
            supplied = true;
            board.soc().power(true, ticker.nanos());
            resetIn(0, "power-on");
            return;
        }
        if (wish == Wish.OFF) {
            supplied = false;
            board.soc().power(false, ticker.nanos());
            resetCause = Optional.empty();
            board.uart().drop();
            board.killSystem();
            return;
        }
        if (!supplied) {
            return;
        }
        lastWords(wish);
        if (wish == Wish.REBOOT || wish == Wish.POWER_OFF) {
            board.stopSystem();
        } else {
            board.killSystem();
        }
        board.soc().reset(ticker.nanos());
        switch (wish) {
            case REBOOT -> resetIn(0, "software reset");
            case PANIC -> resetIn(PANIC_NANOS, "panic");
            case WATCHDOG -> resetIn(0, "WDOG");
            default -> resetCause = Optional.empty();
        }
    }

    private void lastWords(Wish wish) {
        Optional<Kernel> kernel = board.kernel();
        if (kernel.isEmpty()) {
            return;
        }
        switch (wish) {
            case REBOOT -> kernel.get().print(Kernel.EMERGENCY, "reboot: Restarting system");
            case POWER_OFF -> kernel.get().print(Kernel.EMERGENCY, "reboot: Power down");
            case PANIC, PANIC_HANG -> {
                OOPS.forEach(line -> kernel.get().print(Kernel.EMERGENCY, line));
                kernel.get().print(Kernel.EMERGENCY, "Kernel panic - not syncing: Oops: Fatal exception in interrupt");
                if (wish == Wish.PANIC) {
                    kernel.get().print(Kernel.EMERGENCY, "Rebooting in 3 seconds..");
                }
            }
            case WATCHDOG ->
                kernel.get().print(Kernel.EMERGENCY, "watchdog: watchdog0: nowayout prevents watchdog being stopped!");
            default -> {
                // Silence.
            }
        }
    }

    private void resetIn(long nanos, String cause) {
        resetCause = Optional.of(cause);
        resetAtNanos = ticker.nanos() + nanos;
    }

    private void boot(String cause) throws IOException, InterruptedException {
        resetCause = Optional.empty();
        Optional<Firmware> found = firmware();
        board.beginSystem(found.orElse(BootedBoard.FACTORY));
        board.soc().begin(Stage.BOOT, ticker.nanos());
        long weight = board.options().bootTime().toNanos() / BootScript.totalWeight();
        long due = ticker.nanos();
        for (int i = 0; i < BootScript.LINES.size(); i++) {
            BootScript.Line line = BootScript.LINES.get(i);
            due += line.weight() * weight;
            if (ticker.await(this::wished, new Deadline(due))) {
                return;
            }
            if (i == BootScript.LINES_WITHOUT_KERNEL && found.isEmpty()) {
                board.say(BootScript.Speaker.BOOTLOADER, refusal + "\r\nERROR: can't get kernel image!\r\n=> ");
                return;
            }
            if (i == BootScript.LINES_WITHOUT_ROOT
                    && !found.map(Firmware::boots).orElse(false)) {
                board.say(BootScript.Speaker.KERNEL, "VFS: Cannot open root device \"mmcblk0p2\": error -6");
                board.say(
                        BootScript.Speaker.KERNEL,
                        "Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(179,2)");
                return;
            }
            if (board.options().has("never-boots") && i == BootScript.LINES_WITHOUT_ROOT) {
                board.say(BootScript.Speaker.KERNEL, "mmc0: error -110 whilst initialising SD card");
                board.say(BootScript.Speaker.KERNEL, "Waiting for root device /dev/mmcblk0p2...");
                return;
            }
            board.say(line.speaker(), line.text().replace("%s", cause));
        }
        board.soc().end(Stage.BOOT, ticker.nanos());
        board.finishBoot();
    }

    /** What is on the card, or else what the bootloader says of it. */
    private Optional<Firmware> firmware() {
        try {
            return Optional.of(board.card().read());
        } catch (IOException e) {
            refusal = String.valueOf(e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        closed = true;
        ticker.signal();
        ThreadEnd.await(thread);
    }
}
