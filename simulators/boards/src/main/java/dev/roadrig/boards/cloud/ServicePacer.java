package dev.roadrig.boards.cloud;

import dev.roadrig.agent.Pacer;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets each frame take a fixed time from the begin of its first stage until its answer leaves. */
final class ServicePacer implements Pacer {
    private final Ticker ticker;
    private final Duration service;

    ServicePacer(Ticker ticker, Duration service) {
        this.ticker = ticker;
        this.service = service;
    }

    @Override
    public Pace frame() {
        return new Pace() {
            private @Nullable Deadline due;

            @Override
            public long begin(Stage stage, int boxes, long nowNanos) {
                if (due == null) {
                    due = ticker.in(service);
                }
                return nowNanos;
            }

            @Override
            public long end(Stage stage, long nowNanos) {
                return nowNanos;
            }

            @Override
            public Release release() throws InterruptedException {
                if (due == null) {
                    return new Release(0, 0);
                }
                long overrun = Math.max(0, ticker.nanos() - due.atNanos());
                boolean unused = ticker.await(() -> false, due);
                return new Release(overrun, overrun > 0 ? 0 : ticker.nanos() - due.atNanos());
            }
        };
    }

    @Override
    public Source source() {
        return Source.PROFILE;
    }
}
