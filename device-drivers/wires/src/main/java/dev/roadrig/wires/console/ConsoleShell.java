package dev.roadrig.wires.console;

import dev.roadrig.ports.Console;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;

/** A shell over a board's console. */
@SuppressWarnings("DoNotCallSuggester")
public final class ConsoleShell implements Shell {

    /** @param watch listens to the same console */
    public ConsoleShell(Console console, BootWatch watch, ConsoleLogin login, Ticker ticker) {}

    /**
     * Logs in, whatever state the console is in, and silences the kernel.
     *
     * @throws RunFault {@code shell.login} when the login is refused, {@code shell.no-answer} when there is no shell by
     *     the deadline, and every fault of the watch and the console
     */
    public void login(Deadline deadline) throws RunFault, InterruptedException {
        throw new UnsupportedOperationException();
    }

    @Override
    public Result run(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Whether the board has confirmed that its kernel no longer writes on the console. */
    public boolean kernelSilenced() {
        throw new UnsupportedOperationException();
    }
}
