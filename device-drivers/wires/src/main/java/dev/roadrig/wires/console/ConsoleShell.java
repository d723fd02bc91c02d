package dev.roadrig.wires.console;

import dev.roadrig.ports.Console;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A shell over a board's console. Needs of the board's shell only quotes, {@code ;}, {@code echo} and {@code $?}. Output
 * and errors come on one stream; terminal sequences are taken out of it, and the kernel's lines where it was not
 * silenced.
 */
public final class ConsoleShell implements Shell {
    /** Line editors of small shells hold about a thousand bytes; the markers need their part. */
    private static final int LONGEST_COMMAND = 900;

    private static final int LARGEST_OUTPUT = 4 << 20;
    private static final Duration KERNEL_MAY_HAVE_TORN = Duration.ofMillis(200);
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final int PROBE_BYTES = 64;
    private static final int SILENCING_TRIES = 3;
    private static final int MOST_DOUBLINGS = 8;

    private final Ticker ticker;
    private final BootWatch watch;
    private final ConsoleLogin login;
    private final ConsoleHearing hearing;
    private final ConsoleInput input;
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private volatile boolean silenced;
    private final LostQuote lostQuote = new LostQuote();

    /** @param watch already listens to the same console, so that it hears a death before the shell hears an end */
    public ConsoleShell(Console console, BootWatch watch, ConsoleLogin login, Ticker ticker) {
        this.ticker = ticker;
        this.watch = watch;
        this.login = login;
        hearing = new ConsoleHearing(ticker);
        input = new ConsoleInput(console, login.typing(), ticker);
        console.listen(hearing);
    }

    /**
     * Logs in, whatever state the console is in, and silences the kernel.
     *
     * @throws RunFault {@code shell.login} when the login is refused, {@code shell.no-answer} when there is no shell by
     *     the deadline, and every fault of the watch and the console
     */
    public void login(Deadline deadline) throws RunFault, InterruptedException {
        oneAtATime.lockInterruptibly();
        try {
            enter(deadline);
            for (int i = 0; i < SILENCING_TRIES && !silenced; i++) {
                silenced = silences(deadline);
            }
            watch.ready();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** As {@link #login}, of a board that is left as it is: the kernel may go on to write on the console. */
    public void enter(Deadline deadline) throws RunFault, InterruptedException {
        oneAtATime.lockInterruptibly();
        try {
            silenced = false;
            new LoginDialogue(watch, login, hearing, input, ticker).run(d -> answersProbe(d, PROBE), deadline);
        } finally {
            oneAtATime.unlock();
        }
    }

    @Override
    public int longestLine() {
        return LONGEST_COMMAND;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RunFault {@code console.away} as the rig's too, when the console went away since the login: nothing more is
     *     typed before the next
     */
    @Override
    public Result run(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        if (commandLine.length() > LONGEST_COMMAND || commandLine.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new IllegalArgumentException(
                    "A console takes one line of at most %d characters without control characters, which a line editor would act on: %s"
                            .formatted(LONGEST_COMMAND, commandLine));
        }
        oneAtATime.lockInterruptibly();
        try {
            findPrompt(deadline);
            return execute(commandLine, deadline);
        } finally {
            oneAtATime.unlock();
        }
    }

    @Override
    public void doubt() {
        oneAtATime.lock();
        try {
            lostQuote.suspect();
        } finally {
            oneAtATime.unlock();
        }
    }

    /** Whether the board has confirmed that its kernel no longer writes on the console. */
    public boolean kernelSilenced() {
        return silenced;
    }

    /** First number of {@code /proc/sys/kernel/printk}: the level below which the kernel's lines reach the console. */
    private static boolean saysSilent(Result printk) {
        String[] levels = printk.out().strip().split("\\s+");
        return printk.ok() && (levels[0].equals("0") || levels[0].equals("1"));
    }

    /** A line that is lost on its way here or there is said again, and costs no more than its own time. */
    private boolean silences(Deadline deadline) throws RunFault, InterruptedException {
        findPrompt(deadline);
        try {
            Result unused = execute("dmesg -n 1", deadline.or(ticker.in(PROBE)));
            return saysSilent(execute("cat /proc/sys/kernel/printk", deadline.or(ticker.in(PROBE))));
        } catch (UnknownFault e) {
            if (deadline.passed(ticker)) {
                throw e;
            }
            return false;
        }
    }

    /** Where a line may be open, every probe comes after keys that end it: ctrl-C may have been lost, and so may a probe. */
    private void findPrompt(Deadline deadline) throws RunFault, InterruptedException {
        while (lostQuote.suspected()) {
            if (deadline.passed(ticker)) {
                throw noAnswer("a probe after a command that did not end");
            }
            // A shell that is slower than its silence would be asked for ever, and its answer be none of the last
            // probe's.
            Duration silence = login.silence().multipliedBy(1L << Math.min(lostQuote.rounds(), MOST_DOUBLINGS));
            type(lostQuote.keys(), deadline.or(ticker.in(PROBE)));
            boolean unused = answersProbe(deadline, silence.plus(login.typing().timeFor(PROBE_BYTES)));
        }
    }

    private boolean answersProbe(Deadline deadline, Duration within) throws RunFault, InterruptedException {
        try {
            Result answer = execute("echo here", deadline.or(ticker.in(within)));
            return answer.out().contains("here");
        } catch (UnknownFault e) {
            if (deadline.passed(ticker)) {
                throw e;
            }
            return false;
        }
    }

    private Result execute(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        var output = MarkedOutput.random();
        byte[] unused = hearing.take();
        watch.commandBegins();
        boolean ended = false;
        try {
            type(output.commandLine(commandLine), deadline);
            var wait = new Wait(output);
            ticker.await(wait::isOver, deadline);
            throwFaults();
            Optional<Result> result = wait.answer;
            if (result.isEmpty()) {
                type(LostQuote.CTRL_C, ticker.in(PROBE));
                watch.commandFails();
                throw noAnswer("'" + commandLine + "'");
            }
            ended = true;
            return result.get();
        } finally {
            if (ended) {
                lostQuote.gone();
                watch.commandEnds();
            } else {
                lostQuote.suspect();
                watch.commandFails();
            }
        }
    }

    private void type(String text, Deadline deadline) throws RunFault, InterruptedException {
        hearing.throwIfAway(watch.log());
        input.type(text, deadline);
    }

    /** One wait for the end of a command. */
    private final class Wait {
        private final MarkedOutput output;
        private Optional<Result> answer = Optional.empty();
        private int searchedWithoutKernelLines;

        Wait(MarkedOutput output) {
            this.output = output;
        }

        boolean isOver() {
            byte[] came = hearing.take();
            if (came.length > 0) {
                output.take(came);
                answer = output.whole().map(result -> silenced ? result : withoutKernelLines(result));
            } else if (hearing.stillNanos() > KERNEL_MAY_HAVE_TORN.toNanos()
                    && output.length() > searchedWithoutKernelLines) {
                searchedWithoutKernelLines = output.length();
                answer = output.withoutKernelLines();
            }
            return answer.isPresent()
                    || output.length() > LARGEST_OUTPUT
                    || hearing.lost() != null
                    || hearing.wentAway()
                    || watch.fault().isPresent();
        }
    }

    private static Result withoutKernelLines(Result result) {
        return new Result(result.exitCode(), KernelLines.removedFrom(result.out()), "");
    }

    private void throwFaults() throws RunFault {
        hearing.throwIfLost();
        var fault = watch.fault();
        if (fault.isPresent()) {
            throw fault.get();
        }
    }

    private UnknownFault noAnswer(String what) {
        return new UnknownFault(
                "shell.no-answer",
                "The console's shell did not answer %s by the deadline. Read the console's last lines.".formatted(what),
                watch.log().evidence());
    }
}
