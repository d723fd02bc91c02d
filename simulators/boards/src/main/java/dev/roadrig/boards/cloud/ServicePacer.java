package dev.roadrig.boards.cloud;

import dev.roadrig.agent.Pacer;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;

/** Lets each frame take a fixed time from the begin of its first stage to the end of its last. */
final class ServicePacer implements Pacer {
    private final Ticker ticker;
    private final long serviceNanos;
    private long begunNanos;

    ServicePacer(Ticker ticker, Duration service) {
        this.ticker = ticker;
        this.serviceNanos = service.toNanos();
    }

    @Override
    public void begin(Stage stage, int boxes, long boardNanos) {
        if (stage == Stage.PREPROCESS) {
            begunNanos = ticker.nanos();
        }
    }

    @Override
    public long end(Stage stage, int boxes, long stageBegunNanos) throws InterruptedException {
        if (stage != Stage.POSTPROCESS) {
            return 0;
        }
        var due = new Deadline(begunNanos + serviceNanos);
        long overrun = Math.max(0, ticker.nanos() - due.atNanos());
        boolean unused = ticker.await(() -> false, due);
        return overrun;
    }

    @Override
    public Source source() {
        return Source.PROFILE;
    }
}
