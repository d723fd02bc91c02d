package dev.roadrig.boards.link;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.record.v1.LinkStall;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection: a reader that gives every segment its departure, and a writer that lets it go then.
 * Between them lie at most {@value #MOST_BYTES} bytes; a reader that would exceed it stops reading, which the sender
 * feels as TCP back-pressure.
 */
final class LinkPump {
    private static final int MOST_BYTES = 256 * 1024;

    private final LinkFlow flow;
    private final Direction direction;
    private final Socket from;
    private final Socket to;
    private final Deque<Segment> queue = new ArrayDeque<>();
    private int queuedBytes;
    private boolean stopped;
    private @Nullable Thread reader;
    private @Nullable Thread writer;

    LinkPump(LinkFlow flow, Direction direction, Socket from, Socket to) {
        this.flow = flow;
        this.direction = direction;
        this.from = from;
        this.to = to;
    }

    /** A segment on its way; without bytes it is the end of the stream. */
    private record Segment(ByteString bytes, long releaseNanos, LinkShaper.Departure departure) {}

    void start(String threadName) {
        String name = threadName + (direction == Direction.UP ? "-up" : "-down");
        reader = daemon(name + "-read", this::read);
        writer = daemon(name + "-write", this::write);
    }

    private static Thread daemon(String name, Runnable body) {
        var thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read() {
        Ticker ticker = flow.relay().ticker();
        LinkShaper shaper = flow.relay().shaper(direction);
        byte[] buffer = new byte[LinkShaper.SEGMENT_BYTES];
        long segment = 0;
        long lastRelease = Long.MIN_VALUE;
        try {
            InputStream in = from.getInputStream();
            while (true) {
                int n = in.read(buffer);
                long now = ticker.nanos();
                if (n < 0) {
                    put(new Segment(ByteString.EMPTY, lastRelease, new LinkShaper.Departure(0, 0, 0)));
                    return;
                }
                long arrival = flow.relay().windowNanos(now);
                LinkShaper.Departure departure = shaper.depart(flow.number(), segment, n, arrival);
                lastRelease =
                        departure.never() ? Long.MAX_VALUE : Math.addExact(now, departure.releaseNanos() - arrival);
                if (departure.stallNanos() > 0) {
                    recordStall(now, segment, departure.stallNanos());
                }
                segment++;
                put(new Segment(ByteString.copyFrom(buffer, 0, n), lastRelease, departure));
            }
        } catch (IOException e) {
            flow.broken();
        } catch (InterruptedException e) {
            flow.broken();
            Thread.currentThread().interrupt();
        }
    }

    private void recordStall(long now, long segment, long stallNanos) {
        flow.relay()
                .sink()
                .write(
                        now,
                        LinkStall.newBuilder()
                                .setFlow(Long.toString(flow.number()))
                                .setUp(direction == Direction.UP)
                                .setSegment(segment)
                                .setStallNs(stallNanos)
                                .build());
    }

    private synchronized void put(Segment segment) throws InterruptedException {
        while (queuedBytes > MOST_BYTES && !stopped) {
            wait();
        }
        queue.add(segment);
        queuedBytes += segment.bytes().size();
        notifyAll();
    }

    private synchronized @Nullable Segment head() throws InterruptedException {
        while (queue.isEmpty() && !stopped) {
            wait();
        }
        return stopped ? null : queue.peek();
    }

    private synchronized void passed(Segment segment) {
        queue.remove();
        queuedBytes -= segment.bytes().size();
        notifyAll();
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private void write() {
        TimerSlack.least();
        Ticker ticker = flow.relay().ticker();
        try {
            OutputStream out = to.getOutputStream();
            for (Segment segment = head(); segment != null; segment = head()) {
                if (ticker.await(this::isStopped, new Deadline(segment.releaseNanos()))) {
                    return;
                }
                if (segment.bytes().isEmpty()) {
                    to.shutdownOutput();
                    passed(segment);
                    flow.ended();
                    return;
                }
                long late = ticker.nanos() - segment.releaseNanos();
                segment.bytes().writeTo(out);
                passed(segment);
                flow.relay().ledger().left(direction, segment.bytes().size(), segment.departure(), late);
            }
        } catch (IOException e) {
            flow.broken();
        } catch (InterruptedException e) {
            flow.broken();
            Thread.currentThread().interrupt();
        }
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    void join() {
        Thread r = reader;
        Thread w = writer;
        if (r != null && w != null) {
            ThreadEnd.await(r);
            ThreadEnd.await(w);
        }
    }
}
