package dev.roadrig.boards.board;

import dev.roadrig.boards.os.Kernel;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Power, boot and reset of a board, all on one thread: whoever asks for a change, also a process of the board itself,
 * leaves a wish and is then killed by it.
 */
final class LifeCycle implements AutoCloseable {
    private static final long PANIC_NANOS = 3_000_000_000L;
    /** From an init's TERM to its KILL, and from that to the kernel's last word. */
    private static final Duration TERM = Duration.ofMillis(500);
    /** How long a terminal that is closed waits for its words to leave: Linux's {@code closing_wait}. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final EmulatedBoard board;
    private final Ticker ticker;
    private final Queue<Wish> wishes = new ArrayDeque<>();
    private final Boot boot;
    private final Thread thread;
    private Optional<String> resetCause = Optional.empty();
    private long resetAtNanos;
    private boolean supplied;
    private boolean waitsForIgnition;
    private boolean asleep;
    private boolean wasShutDown;
    private volatile boolean closed;
    private volatile boolean busy;

    LifeCycle(EmulatedBoard board, String name, Ticker ticker) {
        this.board = board;
        this.ticker = ticker;
        this.boot = new Boot(board, ticker, this::cut);
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

    /** Shuts down in order, as the ignition's off tells it to. */
    void shutDown() {
        wish(Wish.SHUT_DOWN);
    }

    /** Puts its network off and draws less. */
    void sleep() {
        wish(Wish.SLEEP);
    }

    /** The ignition has come on: a board that waits for it boots, one that sleeps or parks is itself again. */
    void wake() {
        wish(Wish.WAKE);
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

    private boolean cut() {
        synchronized (wishes) {
            return closed || wishes.stream().anyMatch(Wish::cutsBoot);
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
                        String cause = resetCause.get();
                        resetCause = Optional.empty();
                        asleep = false;
                        boot.run(cause, wasShutDown);
                    }
                } finally {
                    busy = false;
                    ticker.signal();
                }
            }
        } catch (InterruptedException e) {
            // The owner closes.
        } catch (IOException | RuntimeException e) {
            board.broken(e);
        }
    }

    private void fulfil(Wish wish) throws IOException, InterruptedException {
        if (wish == Wish.ON) {
            supplied = true;
            waitsForIgnition = !board.ignitionOn();
            if (!waitsForIgnition) {
                powerUp("power-on");
            }
            return;
        }
        if (wish == Wish.OFF) {
            supplied = false;
            waitsForIgnition = false;
            wasShutDown = false;
            board.soc().power(false, ticker.nanos());
            resetCause = Optional.empty();
            board.software().uart().drop();
            board.software().kill();
            // What a program put there while it was killed.
            board.software().uart().drop();
            return;
        }
        if (!supplied) {
            return;
        }
        if (!wish.cutsBoot()) {
            ignition(wish);
            return;
        }
        Optional<Kernel> kernel = board.software().kernel();
        if (kernel.isPresent()) {
            wish.lastWords().ifPresent(words -> words.say(kernel.get()));
        }
        if (wish == Wish.REBOOT || wish == Wish.POWER_OFF) {
            board.software().stop();
        } else {
            board.software().kill();
        }
        board.soc().reset(ticker.nanos());
        switch (wish) {
            case REBOOT -> resetIn(0, "software reset");
            case PANIC -> resetIn(PANIC_NANOS, "panic");
            case WATCHDOG -> resetIn(0, "WDOG");
            default -> resetCause = Optional.empty();
        }
    }

    private void powerUp(String cause) {
        board.soc().power(true, ticker.nanos());
        resetIn(0, cause);
    }

    private void ignition(Wish wish) throws IOException, InterruptedException {
        if (wish == Wish.SHUT_DOWN) {
            endInOrder();
        } else if (wish == Wish.SLEEP) {
            board.soc().park(true, ticker.nanos());
            asleep = board.software().ssh().running();
            board.software().ssh().stop();
        } else if (waitsForIgnition) {
            // One whose wake-up has got stuck needs its supply pulled.
            if (!(wasShutDown && board.options().has("ignition-deaf"))) {
                waitsForIgnition = false;
                powerUp("ignition");
            }
        } else {
            board.soc().park(false, ticker.nanos());
            if (asleep) {
                asleep = false;
                board.software().restartSsh();
            }
        }
    }

    private void endInOrder() throws IOException, InterruptedException {
        Optional<Kernel> kernel = board.software().kernel();
        if (kernel.isEmpty()) {
            return;
        }
        board.software()
                .say(BootScript.Speaker.INIT, "\r\nThe system is going down NOW!\r\nSent SIGTERM to all processes\r\n");
        board.software().stop();
        if (ticker.await(this::cut, ticker.in(TERM))) {
            return;
        }
        board.software()
                .say(BootScript.Speaker.INIT, "Sent SIGKILL to all processes\r\nRequesting system poweroff\r\n");
        if (ticker.await(this::cut, ticker.in(TERM))
                || (ticker.await(() -> cut() || board.software().uart().idle(), ticker.in(DRAIN)) && cut())) {
            return;
        }
        LastWords.POWER_OFF.say(kernel.get());
        board.soc().power(false, ticker.nanos());
        waitsForIgnition = true;
        wasShutDown = true;
    }

    private void resetIn(long nanos, String cause) {
        resetCause = Optional.of(cause);
        resetAtNanos = ticker.nanos() + nanos;
    }

    @Override
    public void close() {
        closed = true;
        ticker.signal();
        ThreadEnd.await(thread);
    }
}
