package dev.roadrig.boards.link.stream;

import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.TimerSlack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * A relay of TCP connections in user space: every byte goes on in order, when its policy says, never early. One thread
 * serves all connections. A half-close passes through after everything before it and leaves the other direction open; a
 * reset of one side is a reset for the other, and so is a target that cannot be reached within 5 s. A reader that is slow
 * stops its sender: a direction holds at most 256 KiB, and all of them 64 MiB and 8 KiB for each direction.
 *
 * <p>The reset of a side that is not read from, because it has said all or is held back, is noticed when something is written
 * to it or it is read from again, however long that lasts: the platform's selector does not tell of it before.
 */
public final class StreamRelay implements AutoCloseable {
    private final Loop loop;
    private final Connections connections;
    private final Thread thread;
    private final Pacer pacer;

    /**
     * Where a relay stands.
     *
     * @param threads what its threads' names begin with
     * @param listen where it listens; port 0 is a free one
     * @param target where connections go on to
     */
    public record Place(String threads, InetSocketAddress listen, InetSocketAddress target) {
        public Place {
            if (target.isUnresolved()) {
                throw new IllegalArgumentException("The target's address is unknown: " + target);
            }
        }
    }

    /**
     * Opens a relay that listens from now on.
     *
     * @param policies are asked for every connection, on the relay's thread
     * @param ticker the clock of their times
     * @throws IOException when it cannot listen there
     */
    public static StreamRelay open(Place place, StreamPolicies policies, Ticker ticker) throws IOException {
        return open(place, policies, ticker, StreamLimits.USUAL);
    }

    /** As above, with limits of its own. */
    static StreamRelay open(Place place, StreamPolicies policies, Ticker ticker, StreamLimits limits)
            throws IOException {
        var loop = new Loop(ticker, new Memory(limits.mostBytes()));
        try {
            return new StreamRelay(place, loop, new Connections(loop, place, policies, limits.connectNanos()));
        } catch (IOException | RuntimeException e) {
            loop.selector().close();
            throw e;
        }
    }

    private StreamRelay(Place place, Loop loop, Connections connections) {
        this.loop = loop;
        this.connections = connections;
        this.pacer = new Pacer(place.threads(), loop.ticker(), loop::wake);
        this.thread = new Thread(this::run, place.threads() + "-loop");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        TimerSlack.least();
        try {
            try {
                loop.run(pacer);
            } finally {
                connections.close();
                loop.selector().close();
            }
        } catch (IOException e) {
            loop.failed(new UncheckedIOException(e));
        } catch (RuntimeException e) {
            loop.failed(e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return connections.address();
    }

    /**
     * Says that conditions have changed: soon, every segment that has not been released is asked for again, in order and
     * with its number. May be called from any thread.
     */
    public void reconsider() {
        loop.submit(() -> connections.each(Connection::reconsider));
    }

    /** How many connections run. */
    public int flows() {
        return connections.running();
    }

    /** Soon resets every connection that there is, and goes on listening. May be called from any thread. */
    public void closeFlows() {
        loop.submit(() -> connections.each(Connection::broken));
    }

    /** How many bytes it holds, with what is counted for their segments. */
    public long heldBytes() {
        return loop.memory().heldBytes();
    }

    /**
     * Resets every connection, and ends the relay's threads.
     *
     * @throws IllegalStateException when a policy failed while it ran
     */
    @Override
    public void close() {
        loop.close();
        ThreadEnd.await(thread);
        pacer.close();
        RuntimeException fault = loop.fault();
        if (fault != null) {
            throw new IllegalStateException("A policy of the relay on " + address() + " failed: " + fault, fault);
        }
    }
}
