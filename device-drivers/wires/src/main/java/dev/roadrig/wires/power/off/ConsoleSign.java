package dev.roadrig.wires.power.off;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What a console says. An idle board says nothing either, so an empty line is typed: a board that lives shows it, or a
 * prompt. A console that is gone is silent: on many boards its adapter hangs on the board's own power.
 */
public final class ConsoleSign implements LifeSign, Console.Listener {
    private static final byte[] EMPTY_LINE = {'\r'};
    /** For the echo of an idle board; one that is busy booting is heard anyway. */
    private static final Duration MEETING = Duration.ofSeconds(1);

    private static final int MOST_KEPT = 4096;
    private static final int MOST_SHOWN = 60;

    private final Console console;
    private final boolean types;
    private final Ticker ticker;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long lastNanos;
    private boolean heardSince;
    private boolean watching;
    private boolean provoking;
    private boolean heard;
    private long heardNanos;
    private boolean gone;
    private boolean goneBefore;
    private boolean isBack;

    /** @param types whether an empty line may be typed; what is typed to an emulator waits there for the next boot */
    public ConsoleSign(Console console, boolean types, Ticker ticker) {
        this.console = console;
        this.types = types;
        this.ticker = ticker;
        console.listen(this);
    }

    @Override
    public synchronized String what() {
        if (gone) {
            return "the loss of its console";
        }
        return "the silence of its console"
                + (provoking ? " after an empty line" : "")
                + (heard ? "" : ", which was not heard right before either");
    }

    /** A console that goes with the board's power shows its off; one that went before says nothing at all. */
    @Override
    public synchronized boolean tells() {
        return gone ? !goneBefore : heard;
    }

    @Override
    public void begin(boolean provoke, Deadline deadline) throws InterruptedException {
        synchronized (this) {
            watching = true;
            said.reset();
            provoking = provoke && types;
        }
        type(deadline);
    }

    /** Anew before each off: a board may have hung since it was heard. Where nothing may be typed, it speaks by itself. */
    @Override
    public void meet() throws InterruptedException {
        synchronized (this) {
            heard &= !types && ticker.nanos() - heardNanos <= MEETING.toNanos();
        }
        if (types) {
            Deadline end = ticker.in(MEETING);
            begin(true, end);
            boolean unused = ticker.await(this::heard, end);
        }
        synchronized (this) {
            // Gone by now, and not by the off that comes.
            goneBefore = gone;
        }
    }

    private synchronized boolean heard() {
        return heard;
    }

    private void type(Deadline deadline) throws InterruptedException {
        synchronized (this) {
            if (!provoking || gone) {
                return;
            }
            heardSince = false;
        }
        try {
            console.write(EMPTY_LINE, deadline);
        } catch (RunFault e) {
            // One that takes nothing, such as for its flow control, is there and silent.
            if (e.code().equals("console.lost")) {
                lost(e);
            }
        }
    }

    /** An empty line that was answered shows no silence: that begins with one that is not. */
    private synchronized boolean answered() {
        boolean answered = provoking && !gone && heardSince;
        if (answered) {
            lastNanos = ticker.nanos();
        }
        return answered;
    }

    /** One that was away while it was typed to has to be typed to again. */
    private synchronized boolean isBack() {
        boolean was = isBack;
        isBack = false;
        return was;
    }

    @Override
    public synchronized void received(long nanos, byte[] bytes) {
        heard = true;
        heardNanos = nanos;
        if (watching) {
            heardSince = true;
            lastNanos = nanos;
            if (said.size() > MOST_KEPT) {
                said.reset();
                said.writeBytes(Wording.CUT.getBytes(StandardCharsets.US_ASCII));
            }
            said.writeBytes(bytes);
            ticker.signal();
        }
    }

    @Override
    public synchronized void lost(RunFault fault) {
        gone = true;
    }

    @Override
    public synchronized void away() {
        gone = true;
    }

    @Override
    public synchronized void back(Duration away) {
        gone = false;
        isBack = true;
        lastNanos = ticker.nanos();
    }

    @Override
    public Optional<Seen> look(Deadline deadline) throws InterruptedException {
        if (answered() || isBack()) {
            type(deadline);
        }
        return seen();
    }

    private synchronized Optional<Seen> seen() {
        if (said.size() == 0) {
            return Optional.empty();
        }
        String line = said.toString(StandardCharsets.UTF_8)
                .lines()
                .map(each -> each.replaceAll("\\p{Cntrl}+", " ").strip())
                .filter(each -> !each.isEmpty())
                .reduce("", (before, last) -> last);
        return Optional.of(new Seen(lastNanos, "its console said \"" + Wording.lastOf(line, MOST_SHOWN) + "\""));
    }
}
