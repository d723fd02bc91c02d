package dev.roadrig.agent.placement;

import dev.roadrig.scenarios.time.VirtualTicker;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** A cloud in virtual time: a function says how long a call that begins now takes; empty is for ever. */
final class FakeCloud implements Cloud<Integer, String> {
    final List<Integer> asked = new ArrayList<>();
    int cancelled;
    int probes;
    int probesOpen;
    int mostProbesOpen;
    int reconnects;
    boolean closed;
    boolean refuses;

    private final VirtualTicker ticker;
    private final LongFunction<OptionalLong> takesNanos;

    FakeCloud(VirtualTicker ticker, LongFunction<OptionalLong> takesNanos) {
        this.ticker = ticker;
        this.takesNanos = takesNanos;
    }

    @Override
    public Call infer(Integer request, Consumer<Reply<String>> onReply) {
        asked.add(request);
        if (refuses) {
            onReply.accept(new Failed<>(true, "connection refused"));
            return () -> {};
        }
        return call(() -> onReply.accept(new Answered<>("cloud " + request)), () -> {
            cancelled++;
            onReply.accept(new Failed<>(false, "cancelled"));
        });
    }

    @Override
    public Call probe(Consumer<Boolean> onReply) {
        probes++;
        if (refuses) {
            onReply.accept(false);
            return () -> {};
        }
        probesOpen++;
        mostProbesOpen = Math.max(mostProbesOpen, probesOpen);
        return call(
                () -> {
                    probesOpen--;
                    onReply.accept(true);
                },
                () -> {
                    probesOpen--;
                    onReply.accept(false);
                });
    }

    private Call call(Runnable answer, Runnable giveUp) {
        var ended = new boolean[1];
        OptionalLong takes = takesNanos.apply(ticker.nanos());
        if (takes.isPresent()) {
            var unused = ticker.at(ticker.nanos() + takes.getAsLong(), () -> end(ended, answer));
        }
        return () -> end(ended, giveUp);
    }

    private static void end(boolean[] ended, Runnable how) {
        if (!ended[0]) {
            ended[0] = true;
            how.run();
        }
    }

    @Override
    public void reconnect() {
        reconnects++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
