package dev.roadrig.wires.power.off;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A supply and the board behind it, in memory: it answers what is typed with a prompt while it has power. */
final class SwitchedBoard implements BoardSupply {
    /** What proves an off of it. */
    static final OffRule RULE = new OffRule(Duration.ofSeconds(2), 0.02, Duration.ofSeconds(10), Duration.ofSeconds(5));

    /** How an off that nothing proves begins. */
    static final String UNTOLD = "its switch says off, and nothing else tells";

    boolean stuck;
    boolean on = true;
    boolean welded;
    boolean mute;
    /** What it draws; NaN for a supply that has no value. */
    double amperes;
    /** How long it speaks on after its power is gone. */
    Duration runsOn = Duration.ZERO;

    String typed = "";
    private final Ticker ticker;
    private final List<Console.Listener> listeners = new ArrayList<>();

    SwitchedBoard(Ticker ticker) {
        this.ticker = ticker;
    }

    Console console() {
        return new Console() {
            @Override
            public void write(byte[] bytes, Deadline deadline) throws RunFault {
                if (stuck) {
                    throw new RigFault("console.stuck", "it takes nothing");
                }
                typed += new String(bytes, StandardCharsets.US_ASCII);
                if (powered()) {
                    say("\r\nlogin: ");
                }
            }

            @Override
            public void listen(Listener listener) {
                listeners.add(listener);
            }

            @Override
            public void close() {}
        };
    }

    /** Its console, to which an empty line may be typed. */
    ConsoleSign consoleSign() {
        return new ConsoleSign(console(), true, ticker);
    }

    GuardedSupply guarded(LifeSign... signs) {
        return new GuardedSupply("battery of b", this, RULE, List.of(signs), ticker);
    }

    void loseConsole() {
        listeners.forEach(each -> each.lost(new RigFault("serial.lost", "The adapter is gone.")));
    }

    private boolean powered() {
        return on || welded;
    }

    void say(String text) {
        if (!mute) {
            listeners.forEach(each -> each.received(ticker.nanos(), text.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    @Override
    public void set(boolean wanted, Deadline deadline) {
        on = wanted;
        for (long at = 500; !wanted && at <= runsOn.toMillis(); at += 500) {
            ticker.at(ticker.nanos() + Duration.ofMillis(at).toNanos(), () -> say("brown\r\n"));
        }
    }

    @Override
    public boolean isOn(Deadline deadline) {
        return on;
    }

    @Override
    public void requireOn(Deadline deadline) {}

    @Override
    public String reading(Deadline deadline) {
        return "";
    }

    @Override
    public OptionalDouble amperes(Deadline deadline) {
        if (Double.isNaN(amperes)) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(powered() ? amperes : 0);
    }

    @Override
    public void close() {}
}
