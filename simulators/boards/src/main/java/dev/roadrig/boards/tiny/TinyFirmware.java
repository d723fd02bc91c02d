package dev.roadrig.boards.tiny;

import dev.roadrig.agent.inference.InferenceFault;
import dev.roadrig.scenarios.tiny.TinyLine;
import dev.roadrig.scenarios.tiny.TinyMode;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What MLPerf Tiny's firmware does with a command, by mlcommons/tiny, benchmark/api. For one thread. */
final class TinyFirmware {
    private static final int DEFAULT_WARMUPS = 10;

    private final TinySpec spec;
    private final TinyModel model;
    private final LongSupplier micros;
    private final Saying say;
    private DbBuffer buffer = new DbBuffer();

    TinyFirmware(TinySpec spec, TinyModel model, LongSupplier micros, Saying say) {
        this.spec = spec;
        this.model = model;
        this.micros = micros;
        this.say = say;
    }

    /** Starts, forgetting what was loaded. */
    void boot() throws InterruptedException {
        buffer = new DbBuffer();
        say.line("m-timestamp-mode-" + (spec.mode() == TinyMode.ENERGY ? "energy" : "performance"));
        stamp();
        say.line("m-init-done");
        say.line(TinyLine.READY);
    }

    void command(String text) throws InterruptedException {
        String[] words = text.strip().split(" ");
        switch (words[0]) {
            case "name" -> say.line("m-name-dut-[roadrig-emulated]");
            case "profile" -> {
                say.line("m-profile-[Roadrig emulated firmware 1]");
                say.line("m-model-[" + spec.modelId() + "]");
            }
            case "timestamp" -> stamp();
            case "help" -> say.line("name, profile, timestamp, db load N, db HEX, db print, infer N W, results, help");
            case "results" -> say.line("m-results-[" + model.results() + "]");
            case "db" -> buffer.run(words, say);
            case "infer" -> infer(words);
            default -> say.line("e-[Unknown command: " + words[0] + "]");
        }
        say.line(TinyLine.READY);
    }

    /** A time stamp: a line, or a pulse of a pin, of which nothing is heard. */
    private void stamp() throws InterruptedException {
        if (spec.mode() == TinyMode.PERFORMANCE) {
            say.line("m-lap-us-" + micros.getAsLong());
        }
    }

    private void infer(String[] words) throws InterruptedException {
        long runs = words.length < 2 ? 1 : number(words[1]);
        long warmups = words.length < 3 ? DEFAULT_WARMUPS : number(words[2]);
        if (runs <= 0) {
            say.line("e-[Inference iterations must be >0]");
            return;
        }
        if (warmups < 0) {
            say.line("e-[Inference warmup must be >=0]");
            return;
        }
        // The reference goes on with the tensor from before.
        Optional<String> refusal = model.load(buffer.content());
        if (refusal.isPresent()) {
            say.line(refusal.get());
        }
        try {
            say.line("m-warmup-start-" + warmups);
            run(warmups);
            say.line("m-warmup-done");
            say.line("m-infer-start-" + runs);
            stamp();
            run(runs);
            stamp();
            say.line("m-infer-done");
            say.line("m-results-[" + model.results() + "]");
        } catch (InferenceFault e) {
            say.line("e-[" + e.getMessage() + "]");
        }
    }

    private void run(long times) throws InferenceFault {
        for (long i = 0; i < times && !Thread.currentThread().isInterrupted(); i++) {
            model.run();
        }
    }

    /** As C's atoi: the digits that a word begins with, else 0. */
    private static long number(String word) {
        String digits = word.replaceFirst("^(-?\\d{1,9}).*$", "$1");
        return digits.matches("-?\\d{1,9}") ? Long.parseLong(digits) : 0;
    }
}
