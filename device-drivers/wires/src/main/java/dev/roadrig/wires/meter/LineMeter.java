package dev.roadrig.wires.meter;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.function.Consumer;

/** A meter that writes lines: whatever its lines are, they begin, end, die and fall silent alike. */
public final class LineMeter implements RigMeter {
    private static final Duration STARTING = Duration.ofSeconds(10);

    private final MeterFeed feed;
    private final MeterAbout about;
    private final LineSource source;
    private final Reader reader;
    private final Ticker ticker;

    /** Makes sweeps of lines. Called in the order of the lines, by one thread at a time. */
    public interface Reader {
        /** @param nanos when the line came, on the timeline */
        void line(long nanos, String text, MeterFeed feed);
    }

    public LineMeter(MeterFeed feed, MeterAbout about, LineSource source, Reader reader, Ticker ticker) {
        this.feed = feed;
        this.about = about;
        this.source = source;
        this.reader = reader;
        this.ticker = ticker;
    }

    @Override
    public MeterAbout about() {
        return about;
    }

    @Override
    public MeterAccount account() {
        return feed.account();
    }

    @Override
    public AutoCloseable stream(Duration period, Consumer<Telemetry> onSample) {
        feed.begin(onSample);
        AutoCloseable lines = start();
        return () -> {
            feed.end();
            lines.close();
        };
    }

    private AutoCloseable start() {
        try {
            return source.start(
                    new LineSource.Hearing() {
                        @Override
                        public void line(long nanos, String text) {
                            reader.line(nanos, text, feed);
                        }

                        @Override
                        public void ended(String why) {
                            feed.lose("ended", why);
                        }

                        @Override
                        public void endless(String why) {
                            feed.lose("endless", why);
                        }
                    },
                    ticker.in(STARTING));
        } catch (RunFault e) {
            feed.lose(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return () -> {};
    }

    @Override
    public void close() {
        feed.end();
    }
}
