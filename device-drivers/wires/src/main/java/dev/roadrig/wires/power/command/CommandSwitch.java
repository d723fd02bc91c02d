package dev.roadrig.wires.power.command;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.SupplyFaults;
import dev.roadrig.wires.program.Ended;
import dev.roadrig.wires.program.HostCommand;
import dev.roadrig.wires.program.HostProgram;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A supply that commands of this host switch: a relay card's own tool, a script, a remote PDU. */
public final class CommandSwitch implements BoardSupply {
    private static final Duration READ_BACK = Duration.ofMillis(200);
    /** What a relay and its card may take; a state that says otherwise for less says nothing of the supply. */
    private static final Duration SETTLES = Duration.ofSeconds(1);

    private final String name;
    private final CommandPlan plan;
    private final Ticker ticker;
    private final HostProgram host;
    private @Nullable Boolean told;

    /** @param name of the supply in faults */
    public CommandSwitch(String name, CommandPlan plan, Ticker ticker) {
        this.name = name;
        this.plan = plan;
        this.ticker = ticker;
        this.host = new HostProgram(new SupplyProgram(name), ticker);
    }

    @Override
    public boolean tells() {
        return plan.state().isPresent();
    }

    /**
     * Runs its command and, where there is one, its state's until that says so.
     *
     * @throws RigFault {@code supply.refused} when a command ends with another code than 0, {@code supply.program},
     *     {@code supply.slow} also when its state had no time to change, {@code supply.garbled}, {@code supply.stuck} when its
     *     state said otherwise for a second or more
     */
    @Override
    public synchronized void set(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        String unused = run(on ? plan.on() : plan.off(), deadline);
        told = on;
        if (tells()) {
            readBack(on, deadline);
        }
    }

    private void readBack(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        long from = ticker.nanos();
        long contradicted = 0;
        for (Deadline next = ticker.in(Duration.ZERO);
                next.atNanos() < deadline.atNanos();
                next = ticker.in(READ_BACK)) {
            boolean unused = ticker.await(() -> false, next);
            Optional<Boolean> state = stateBy(deadline, contradicted > 0);
            if (state.isEmpty()) {
                break;
            }
            if (state.get() == on) {
                return;
            }
            contradicted = ticker.nanos() - from;
        }
        throw contradicted >= SETTLES.toNanos() ? SupplyFaults.stuck(name, on) : hasty(on);
    }

    /** Empty where time ran out under its command, after it had said otherwise: that is no fault of the command. */
    private Optional<Boolean> stateBy(Deadline deadline, boolean known) throws RunFault, InterruptedException {
        try {
            return Optional.of(isOn(deadline));
        } catch (RunFault e) {
            if (known && deadline.passed(ticker)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private RigFault hasty(boolean on) {
        return new RigFault(
                "supply.slow",
                "The supply %s was told to go %s, and its time was up before its state had a second to follow. Give it longer, or look whether its commands are slow."
                        .formatted(name, on ? "on" : "off"));
    }

    @Override
    public synchronized boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        if (plan.state().isEmpty()) {
            return told == null || told;
        }
        HostCommand state = plan.state().get();
        String printed = run(state, deadline);
        String[] words = printed.strip().split("\\s+");
        return switch (words[words.length - 1].toLowerCase(Locale.ROOT)) {
            case "on", "1" -> true;
            case "off", "0" -> false;
            default ->
                throw SupplyFaults.garbled(
                        name,
                        "`" + state.text() + "`",
                        state.mask(printed),
                        "Have it print on, off, 1 or 0 as its last word.");
        };
    }

    private String run(HostCommand command, Deadline deadline) throws RunFault, InterruptedException {
        Ended ended = host.run(command, deadline.or(ticker.in(plan.within())));
        if (ended.exitCode() != 0) {
            throw new RigFault(
                    "supply.refused",
                    "The command `%s` of %s ended with %d: %s. Run it by hand on this host, as this user."
                            .formatted(command.text(), name, ended.exitCode(), SupplyFaults.shown(ended.complaint())));
        }
        return ended.out();
    }

    /** Holds also where nothing tells: nobody has evidence then. */
    @Override
    public void requireOn(Deadline deadline) throws RunFault, InterruptedException {
        if (tells() && !isOn(deadline)) {
            throw SupplyFaults.off(name);
        }
    }

    @Override
    public synchronized String reading(Deadline deadline) throws RigFault {
        if (tells()) {
            return "by `" + plan.state().orElseThrow().text() + "`";
        }
        boolean on = host.require(plan.on()).isPresent();
        boolean off = host.require(plan.off()).isPresent();
        return "it was told " + (told == null ? "nothing yet" : told ? "on" : "off")
                + ", and no command tells its state"
                + (on && off ? "" : "; what its commands run was not looked for");
    }

    @Override
    public void close() {
        // A command leaves nothing open.
    }
}
