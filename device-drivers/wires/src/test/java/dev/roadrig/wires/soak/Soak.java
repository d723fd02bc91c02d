package dev.roadrig.wires.soak;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.serial.SerialConsole;
import dev.roadrig.wires.ssh.SshLink;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
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
    private static final int LONGEST_TEXT = 400;

    private Soak() {}

    /**
     * What came of it.
     *
     * @param commands over each of the two wires
     * @param bytes that were to come back
     * @param wrong answers that were not what they had to be
     * @param threads that are there at the end and were not at the beginning, by name
     * @param grownBytes heap in use after a full collection, the end against after the first fifth
     * @param seconds for all
     */
    record Outcome(int commands, long bytes, int wrong, Set<String> threads, long grownBytes, double seconds) {}

    public static void main(String[] arguments) throws Exception {
        Outcome outcome = run(10_000);
        System.out.printf(
                Locale.ROOT,
                "%,d console and %,d SSH commands in %.0f s: %,d bytes of answers, %d wrong; threads left: %s; heap %+,d bytes%n",
                outcome.commands,
                outcome.commands,
                outcome.seconds,
                outcome.bytes,
                outcome.wrong,
                outcome.threads,
                outcome.grownBytes);
        System.exit(outcome.wrong == 0 && outcome.threads.isEmpty() ? 0 : 1);
    }

    /** @param commands over each wire; a multiple of 5 */
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
                soaking.run(overConsole, link.shell(), ticker, commands / 5);
                Set<String> early = threads();
                long used = usedAfterCollection();
                soaking.run(overConsole, link.shell(), ticker, commands - commands / 5);
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

    private static long usedAfterCollection() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
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
