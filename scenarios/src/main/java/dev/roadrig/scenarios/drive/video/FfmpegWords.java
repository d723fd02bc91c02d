package dev.roadrig.scenarios.drive.video;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what ffmpeg says beside the pictures, on a thread of its own: stamps, streams, and its last words. */
final class FfmpegWords {
    private static final Pattern TIME_BASE = Pattern.compile("config in time_base: *(\\d{1,9})/(\\d{1,9})\\b");
    private static final Pattern FRAME = Pattern.compile("\\bn: *(\\d{1,9}) +pts: *(-?\\d{1,19}|NOPTS)\\b");
    private static final Pattern STREAM =
            Pattern.compile("^ *Stream #0:(\\d+)\\S* *(?:\\([^)]*\\))?: *(\\w+): *(\\w+)");
    /** Of what is damaged: a component says so, or ffmpeg's own loop does, which goes on then and ends with 0. */
    private static final Pattern DAMAGE = Pattern.compile(
            "^(\\[|Error\\b).*(corrupt|\\berrors?\\b|invalid|prematurely|truncat|conceal|damage).*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ADDRESS = Pattern.compile(" @ 0x[0-9a-f]+");
    private static final String SHOWINFO = "[Parsed_showinfo_";
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000L);
    /** A stamp is within some 30 years of the clock's zero. */
    private static final BigInteger FARTHEST = NANOS.shiftLeft(30);

    private static final int TOLD_LINES = 5;
    private static final int LONGEST_LINE = 2_000;

    private final BlockingQueue<Said> stamps = new LinkedBlockingQueue<>();
    private final Deque<String> last = new ArrayDeque<>();
    private final List<String> streams = new ArrayList<>();
    private final Thread thread;
    private boolean mapped;
    private long complaints;
    private String firstComplaint = "";
    private BigInteger numerator = BigInteger.ONE;
    private BigInteger denominator = BigInteger.ONE;

    /** A frame's stamp, or that nothing more comes. */
    private record Said(long number, OptionalLong nanos) {
        static final Said END = new Said(-1, OptionalLong.empty());
    }

    FfmpegWords(InputStream in) {
        thread = new Thread(() -> read(in), "rr-ffmpeg-words");
        thread.setDaemon(true);
        thread.start();
    }

    private void read(InputStream in) {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c == '\n' || c == '\r') {
                    take(line.toString());
                    line.setLength(0);
                } else if (line.length() < LONGEST_LINE) {
                    line.append((char) c);
                }
            }
            take(line.toString());
        } catch (IOException e) {
            take("its words cannot be read: " + e.getMessage());
        } finally {
            stamps.add(Said.END);
        }
    }

    private void take(String line) {
        Matcher base = TIME_BASE.matcher(line);
        Matcher frame = FRAME.matcher(line);
        if (!line.startsWith(SHOWINFO)) {
            remember(line);
        } else if (base.find()) {
            numerator = new BigInteger(base.group(1));
            denominator = new BigInteger(base.group(2)).max(BigInteger.ONE);
        } else if (frame.find()) {
            stamps.add(new Said(Long.parseLong(frame.group(1)), nanos(frame.group(2))));
        }
    }

    private OptionalLong nanos(String pts) {
        if (pts.equals("NOPTS")) {
            return OptionalLong.empty();
        }
        BigInteger nanos =
                new BigInteger(pts).multiply(numerator).multiply(NANOS).divide(denominator);
        return nanos.abs().compareTo(FARTHEST) > 0 ? OptionalLong.empty() : OptionalLong.of(nanos.longValueExact());
    }

    private synchronized void remember(String line) {
        Matcher stream = STREAM.matcher(line);
        mapped |= line.startsWith("Stream mapping");
        if (!mapped && stream.find()) {
            streams.add(stream.group(2) + " (" + stream.group(3) + ")");
        }
        if (DAMAGE.matcher(line).matches() && complaints++ == 0) {
            firstComplaint = ADDRESS.matcher(line.strip()).replaceAll("");
        }
        if (!line.isBlank()) {
            last.add(line.strip());
        }
        if (last.size() > TOLD_LINES) {
            last.remove();
        }
    }

    /**
     * The stamp of the frame whose picture came, nanoseconds; empty where it has none that can be used.
     *
     * @param number which frame it is, from 0
     */
    OptionalLong nextStamp(int number) throws InterruptedException {
        Said said = stamps.take();
        if (said.number() != number) {
            throw new BadInput("ffmpeg tells no stamp of frame " + number + ": " + last());
        }
        return said.nanos();
    }

    /** Waits until everything was read; the process has ended. */
    void join() throws InterruptedException {
        thread.join();
    }

    /** The last lines that are not of frames. */
    synchronized String last() {
        return String.join(" | ", last);
    }

    /** What was said of damage; empty where nothing was. */
    synchronized Optional<String> damage() {
        return complaints == 0
                ? Optional.empty()
                : Optional.of("ffmpeg says so in " + complaints + (complaints == 1 ? " line: " : " lines, first: ")
                        + firstComplaint);
    }

    /** All streams but the first of video. */
    synchronized List<String> otherStreams() {
        List<String> others = new ArrayList<>(streams);
        others.stream().filter(stream -> stream.startsWith("Video")).findFirst().ifPresent(others::remove);
        return others;
    }
}
