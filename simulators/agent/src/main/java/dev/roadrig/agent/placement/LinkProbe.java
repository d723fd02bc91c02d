package dev.roadrig.agent.placement;

import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Finds out when a link that is down is up again: one small call at a time, each given up after {@link #PERIOD}, until
 * one is answered within the deadline that frames have. An answer later than that shows bytes that were held up on the
 * way, and a frame would be too late as well; the next probe follows at once.
 */
final class LinkProbe implements AutoCloseable {
    /** From one probe to the next. */
    static final Duration PERIOD = Duration.ofMillis(400);

    /** Probes in a row without any answer until the connection is made anew: it may be dead while the link lives. */
    static final int SILENT_TO_RECONNECT = 6;

    private final Ticker ticker;
    private final Cloud<?, ?> cloud;
    private final long inTimeNanos;
    private IntConsumer onUp = probes -> {};
    private int rounds;
    private int silent;
    private boolean running;

    LinkProbe(Ticker ticker, Cloud<?, ?> cloud, Duration inTime) {
        this.ticker = ticker;
        this.cloud = cloud;
        this.inTimeNanos = inTime.toNanos();
    }

    /** Begins to probe; the consumer gets the number of probes sent, once. */
    void start(IntConsumer whenUp) {
        synchronized (this) {
            onUp = whenUp;
            running = true;
            rounds = 0;
            silent = 0;
        }
        // Not at once: the link has just been seen to be down.
        var unused = ticker.at(ticker.nanos() + PERIOD.toNanos(), this::next);
    }

    private void next() {
        boolean reconnect;
        synchronized (this) {
            if (!running) {
                return;
            }
            rounds++;
            reconnect = silent >= SILENT_TO_RECONNECT;
            silent = reconnect ? 0 : silent;
        }
        if (reconnect) {
            cloud.reconnect();
        }
        new Round().begin();
    }

    @Override
    public synchronized void close() {
        running = false;
    }

    /** One probe. */
    private final class Round {
        private final long beganNanos = ticker.nanos();
        private Cloud.Call call = () -> {};
        private boolean ended;

        void begin() {
            var giveUp = ticker.at(beganNanos + PERIOD.toNanos(), this::cancel);
            Cloud.Call sent = cloud.probe(alive -> {
                boolean unused = giveUp.cancel();
                ended(alive);
            });
            synchronized (this) {
                call = sent;
            }
        }

        private void cancel() {
            Cloud.Call under;
            synchronized (this) {
                under = call;
            }
            under.cancel();
        }

        private void ended(boolean alive) {
            long tookNanos = ticker.nanos() - beganNanos;
            int probes;
            IntConsumer whenUp;
            synchronized (LinkProbe.this) {
                if (ended || !running) {
                    return;
                }
                ended = true;
                silent = alive ? 0 : silent + 1;
                running = !(alive && tookNanos <= inTimeNanos);
                probes = rounds;
                whenUp = onUp;
                if (running) {
                    // A refused connection fails at once: the pace stays.
                    long atNanos = alive ? ticker.nanos() : beganNanos + PERIOD.toNanos();
                    var unused = ticker.at(atNanos, LinkProbe.this::next);
                    return;
                }
            }
            whenUp.accept(probes);
        }
    }
}
