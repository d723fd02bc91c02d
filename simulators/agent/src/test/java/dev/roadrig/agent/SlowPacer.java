package dev.roadrig.agent;

import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Holds every inference for a time, or until it lets all go. */
final class SlowPacer implements Pacer {
    final CountDownLatch begun = new CountDownLatch(1);
    private final Ticker ticker;
    private final Duration span;
    private volatile boolean letsGo;

    SlowPacer(Ticker ticker, Duration span) {
        this.ticker = ticker;
        this.span = span;
    }

    void letGo() {
        letsGo = true;
        ticker.signal();
    }

    @Override
    public Pace frame() {
        return new Pace() {
            @Override
            public long begin(Stage stage, int boxes, long nowNanos) {
                begun.countDown();
                return nowNanos;
            }

            @Override
            public long end(Stage stage, long nowNanos) {
                return nowNanos;
            }

            @Override
            public Release release() throws InterruptedException {
                boolean unused = ticker.await(() -> letsGo, ticker.in(span));
                return new Release(0, 0);
            }
        };
    }

    @Override
    public Source source() {
        return Source.PROFILE;
    }
}
