package dev.roadrig.harness.replay;

import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person says when: an empty line is the next message, a topic is everything up to and with its next message, {@code q}
 * or the end of the input ends the replay.
 */
final class Stepper implements Pace {
    private final FullSpeed time;
    private final BufferedReader lines;
    private final PrintWriter out;
    private final Set<String> topics;
    private Optional<String> upTo = Optional.empty();

    /**
     * @param lines what the person says
     * @param out where the person is told what comes next
     * @param topics that are played
     */
    Stepper(Ticker ticker, BufferedReader lines, PrintWriter out, Set<String> topics) {
        this.time = new FullSpeed(ticker);
        this.lines = lines;
        this.out = out;
        this.topics = topics;
    }

    @Override
    public void begin() {
        out.println("Enter: the next message. A topic: on to its next message. q: end.");
        time.begin();
    }

    @Override
    public boolean await(ReplayMessage message) {
        if (upTo.isEmpty()) {
            return asked(message) && time.await(message);
        }
        if (upTo.get().equals(message.channel().topic())) {
            upTo = Optional.empty();
        }
        return time.await(message);
    }

    /** Until the person says something that can be done; false for the end. */
    private boolean asked(ReplayMessage message) {
        String topic = message.channel().topic();
        while (true) {
            out.print(String.format(
                    Locale.ROOT,
                    "pass %d, %.6f s, %s, message %d, %d bytes > ",
                    message.pass(),
                    message.offsetNanos() / 1e9,
                    PlainText.line(topic),
                    message.sequence(),
                    message.data().size()));
            out.flush();
            String said = line();
            if (said == null || said.equals("q")) {
                return false;
            }
            if (said.isEmpty() || said.equals(topic)) {
                return true;
            }
            if (topics.contains(said)) {
                upTo = Optional.of(said);
                return true;
            }
            out.println("No topic " + Wording.quote(said) + " is played" + Wording.instead(said, topics) + ".");
        }
    }

    private @Nullable String line() {
        try {
            String line = lines.readLine();
            return line == null ? null : line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Instant begunUtc() {
        return time.begunUtc();
    }

    @Override
    public long dueNanos(ReplayMessage message) {
        return time.dueNanos(message);
    }

    @Override
    public void stop() {
        time.stop();
    }

    @Override
    public boolean isOpenLoop() {
        return false;
    }

    @Override
    public long nanos() {
        return time.nanos();
    }
}
