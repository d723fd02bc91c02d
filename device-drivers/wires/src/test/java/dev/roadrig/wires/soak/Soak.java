package dev.roadrig.wires.soak;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.serial.SerialConsole;
import dev.roadrig.wires.ssh.SshLink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Thousands of commands on one board, over its console and over SSH in turns: every answer is compared byte for byte, and
 * threads and memory before and after. Run whole by the bench profile and in short by its test.
 */
public final class Soak {
    private static final Duration LONG = Duration.ofSeconds(60);
    /** What a JVM's heap comes by of itself in a second half, of 50 commands or of 5,000: 25 to 35 kB were seen. */
    private static final long OF_ITSELF = 65_536;
    /** Of heap for each command over a wire; the smallest object that is kept is as large. */
    private static final long MOST_FOR_A_COMMAND = 16;

    private static final int LONGEST_TEXT = 400;

    private Soak() {}

    /**
     * What came of it.
     *
     * @param commands over each of the two wires
     * @param bytes that were to come back
     * @param wrong answers that were not what they had to be
     * @param threads that are there at the end and were not at the beginning, by name
     * @param grownBytes heap in use after a full collection, the end against the half
     * @param seconds for all
     */
    record Outcome(int commands, long bytes, int wrong, Set<String> threads, long grownBytes, double seconds) {
        /** What the heap may grow by: the second half has as many commands as each wire has in all. */
        long mostGrowth() {
            return OF_ITSELF + commands * MOST_FOR_A_COMMAND;
        }

        /** What is wrong with it, a sentence each; none when it is well. */
        List<String> faults() {
            List<String> faults = new ArrayList<>();
            if (wrong > 0) {
                faults.add(wrong + " answers were not what they had to be.");
            }
            if (!threads.isEmpty()) {
                faults.add("Threads are left: " + threads + ".");
            }
            if (grownBytes > mostGrowth()) {
                faults.add(String.format(
                        Locale.ROOT,
                        "The heap grew by %,d bytes in the second half, %.0f a command; %,d in all are allowed.",
                        grownBytes,
                        (double) grownBytes / commands,
                        mostGrowth()));
            }
            return faults;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d console and %,d SSH commands in %.0f s: %,d bytes of answers, %d wrong; threads left: %s;"
                            + " heap %+,d bytes in the second half",
                    commands,
                    commands,
                    seconds,
                    bytes,
                    wrong,
                    threads,
                    grownBytes);
        }
    }

    /** {@code [COMMANDS]} over each wire, 10,000 where none are said; exits 1 with what is wrong. */
    public static void main(String[] arguments) throws Exception {
        Outcome outcome = run(arguments.length == 0 ? 10_000 : Integer.parseInt(arguments[0]));
        System.out.println(outcome);
        outcome.faults().forEach(System.out::println);
        System.exit(outcome.faults().isEmpty() ? 0 : 1);
    }

    /** @param commands over each wire; an even number */
    static Outcome run(int commands) throws RunFault, InterruptedException, IOException {
        Set<String> before = threads();
        var soaking = new Soaking();
        long grown;
        double seconds;
        try (var ticker = new RealTicker("soak");
                var board = new BoardInProcess();
                SerialConsole console = board.console(ticker)) {
            Shell overConsole = board.shell(console, ticker, ticker.in(LONG));
            try (SshLink link = board.link(ticker, ticker.in(LONG))) {
                long began = ticker.nanos();
                soaking.run(overConsole, link.shell(), ticker, commands / 2);
                Set<String> early = threads();
                long used = usedAfterCollection();
                soaking.run(overConsole, link.shell(), ticker, commands - commands / 2);
                grown = usedAfterCollection() - used;
                seconds = (ticker.nanos() - began) / 1e9;
                Set<String> more = threads();
                more.removeAll(early);
                soaking.left.addAll(more);
            }
        }
        Set<String> after = threads();
        after.removeAll(before);
        soaking.left.addAll(after);
        return new Outcome(commands, soaking.bytes, soaking.wrong, soaking.left, grown, seconds);
    }

    private static Set<String> threads() {
        var names = new TreeSet<String>();
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("rr-") || name.contains("jsch") || name.contains("session to"))
                .forEach(names::add);
        return names;
    }

    /** The least of several readings: a thread that allocates between the collection and the reading counts whole buffers. */
    private static long usedAfterCollection() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /** The commands, each with a text of its own. */
    private static final class Soaking {
        private final SplittableRandom random = new SplittableRandom(11);
        final Set<String> left = new TreeSet<>();
        long bytes;
        int wrong;

        void run(Shell console, Shell ssh, RealTicker ticker, int commands) throws RunFault, InterruptedException {
            for (int i = 0; i < commands; i++) {
                say(console, ticker);
                say(ssh, ticker);
            }
        }

        private void say(Shell shell, RealTicker ticker) throws RunFault, InterruptedException {
            var text = new StringBuilder();
            random.ints(random.nextInt(1, LONGEST_TEXT), 'A', 'z' + 1)
                    .filter(Character::isLetter)
                    .forEach(letter -> text.append((char) letter));
            int code = random.nextInt(3);
            Shell.Result result = shell.run("echo " + text + "; (exit " + code + ")", ticker.in(LONG));
            bytes += text.length() + 1;
            if (!result.out().equals(text + "\n") || result.exitCode() != code) {
                wrong++;
            }
        }
    }
}
