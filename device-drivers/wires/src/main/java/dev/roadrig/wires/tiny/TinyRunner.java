package dev.roadrig.wires.tiny;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.tiny.TinyLogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Takes a board through a session as MLPerf Tiny's runner does, and writes its log. */
public final class TinyRunner {
    private static final int MOST_BYTES = 1 << 20;
    private static final long MOST_RUNS = 100_000_000;
    private static final double SPARE = 1.2;
    /** A trial that lasts this share of a window says well enough how many runs fill one. */
    private static final double TRIAL_SHARE = 0.2;

    private static final int TRIAL_GROWTH = 10;
    /** Two trials in a row that differ by no more: a board, or a host that emulates one, may get faster at first. */
    private static final double STEADY = 0.1;

    private static final int MOST_TRIALS = 16;
    private static final double LEAST_SECONDS = 1e-6;

    private final TinyBoard board;
    private final TinyPlan plan;
    private final Ticker ticker;
    private final Consumer<String> progress;

    public TinyRunner(TinyBoard board, TinyPlan plan, Ticker ticker, Consumer<String> progress) {
        this.board = board;
        this.plan = plan;
        this.ticker = ticker;
        this.progress = progress;
    }

    /**
     * Runs it; what was heard before a fault is in the log.
     *
     * @throws BadInput when an input cannot be read or is no tensor of a microcontroller's
     */
    public void run(TinyLogWriter log) throws RunFault, InterruptedException {
        board.listen(new Written(log));
        board.identity(patience(Duration.ZERO));
        board.listen(TinyListener.NONE);
        long runs = plan.accuracy() ? 1 : runsOfAWindow();
        for (int i = 0; i < plan.inputs().size(); i++) {
            Path input = plan.inputs().get(i);
            byte[] tensor = tensor(input);
            String command = "bload dut \"" + input.getFileName() + "\" 0 " + tensor.length;
            log.runner("parser", "Command \"" + command + "\"");
            board.load(tensor, loading(tensor));
            log.runner("parser", "m-bload-done");
            board.listen(new Written(log));
            Duration expected = plan.accuracy() ? Duration.ZERO : plan.window().multipliedBy(2);
            TinyInference answer = board.infer(runs, plan.accuracy() ? 0 : 1, patience(expected));
            board.listen(TinyListener.NONE);
            progress.accept(String.format(
                    Locale.ROOT,
                    "%d of %d, %s: %d inferences in %.6f s",
                    i + 1,
                    plan.inputs().size(),
                    input.getFileName(),
                    runs,
                    answer.seconds()));
        }
        log.end();
    }

    /** Before the log's windows, so that each line of inferences in it is one that counts. */
    private long runsOfAWindow() throws RunFault, InterruptedException {
        byte[] tensor = tensor(plan.inputs().get(0));
        board.load(tensor, loading(tensor));
        double wanted = plan.window().toNanos() / 1e9;
        long runs = 1;
        double before = 0;
        for (int trials = 1; trials < MOST_TRIALS; trials++) {
            double seconds = board.infer(runs, 1, patience(plan.window().multipliedBy(2)))
                    .seconds();
            double each = Math.max(seconds, LEAST_SECONDS) / runs;
            boolean steady = Math.abs(each - before) <= STEADY * each;
            boolean longEnough = seconds >= wanted * TRIAL_SHARE || runs >= MOST_RUNS;
            before = each;
            if (longEnough && steady) {
                break;
            }
            runs = longEnough ? runs : runs * TRIAL_GROWTH;
        }
        return (long) Math.max(1, Math.min(MOST_RUNS, Math.ceil(wanted * SPARE / before)));
    }

    private Deadline patience(Duration expected) {
        return ticker.in(expected.plus(plan.patience()));
    }

    /** Each chunk is answered; a slow board at 9,600 baud takes about 0.1 s for one. */
    private Deadline loading(byte[] tensor) {
        return patience(Duration.ofMillis(5L * tensor.length));
    }

    private static byte[] tensor(Path file) {
        try {
            long size = Files.size(file);
            if (size == 0 || size > MOST_BYTES) {
                throw new BadInput(
                        "%s has %d bytes; an input of MLPerf Tiny has 1 to %d.".formatted(file, size, MOST_BYTES));
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw FileTrouble.unread("The input", file, e);
        }
    }

    /** Puts what is asked and answered into the log. */
    private record Written(TinyLogWriter log) implements TinyListener {
        @Override
        public void told(String command) throws RunFault {
            log.runner("parser", "Command \"dut " + command + "\"");
        }

        @Override
        public void said(long nanos, String line) throws RunFault {
            log.board(nanos, line);
        }
    }
}
