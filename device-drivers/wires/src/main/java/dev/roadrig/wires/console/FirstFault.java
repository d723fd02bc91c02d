package dev.roadrig.wires.console;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The first fault of a board that its console showed; it stays until it is forgiven. Used under its owner's lock. */
final class FirstFault {
    /** A panic prints its trace after its first line; the evidence is taken when that has come. */
    private static final Duration SETTLE = Duration.ofMillis(300);

    private final Ticker ticker;
    private final Consumer<Runnable> locked;
    private final Runnable broken;
    private final List<Consumer<RunFault>> listeners = new ArrayList<>();
    private Ticker.@Nullable Scheduled settling;
    private @Nullable Supplier<RunFault> death;
    private @Nullable RunFault fault;

    /**
     * @param locked does something later under the owner's lock
     * @param broken hears that there is one, before the listeners do
     */
    FirstFault(Ticker ticker, Consumer<Runnable> locked, Runnable broken) {
        this.ticker = ticker;
        this.locked = locked;
        this.broken = broken;
    }

    Optional<RunFault> seen() {
        return Optional.ofNullable(fault);
    }

    void onFault(Consumer<RunFault> listener) {
        listeners.add(listener);
    }

    void forgive() {
        fault = null;
        endSettling();
    }

    /** Becomes one when the console has said what belongs to it; the first that does so is it. */
    void settle(Supplier<RunFault> told) {
        if (fault == null && settling == null) {
            death = told;
            settling = ticker.at(ticker.nanos() + SETTLE.toNanos(), () -> locked.accept(() -> conclude(told)));
        }
    }

    /** One that was forgiven while this waited for the lock is none, also where another is about to be. */
    private void conclude(Supplier<RunFault> told) {
        if (settling != null && death == told) {
            RunFault unused = set(told.get());
        }
    }

    /** Is one at once; gives the first. */
    RunFault set(RunFault next) {
        endSettling();
        RunFault first = fault == null ? next : fault;
        if (fault == null) {
            fault = first;
            broken.run();
            listeners.forEach(listener -> listener.accept(first));
            ticker.signal();
        }
        return first;
    }

    private void endSettling() {
        if (settling != null) {
            settling.cancel();
            settling = null;
        }
    }
}
