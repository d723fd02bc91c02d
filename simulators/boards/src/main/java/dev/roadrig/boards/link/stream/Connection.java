package dev.roadrig.boards.link.stream;

import dev.roadrig.scenarios.link.Direction;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the relay: two sockets and two ways. A half-close passes through; a reset ends both. All but
 * what a {@link StreamPolicies.Flow} may do is for the relay's own thread.
 */
final class Connection implements StreamPolicies.Flow {
    /** How long what still comes is thrown away after an orderly end: to close at once would make it a reset. */
    private static final long LEAVE_NANOS = 1_000_000_000L;

    private enum State {
        CONNECTING,
        OPEN,
        LEAVING,
        OVER
    }

    /** Something that may find a socket broken. */
    interface Attempt {
        void run() throws IOException;
    }

    private final Loop loop;
    private final Connections all;
    private final long number;
    private final Side client;
    private final Side target;
    private final Way up;
    private final Way down;
    private State state = State.CONNECTING;
    private Dues.@Nullable Due timer;
    private int endsSeen;

    Connection(Connections all, long number, SocketChannel clientChannel, SocketChannel targetChannel)
            throws IOException {
        this.all = all;
        this.loop = all.loop();
        this.number = number;
        this.client = new Side(clientChannel, loop.selector(), this::clientReady);
        this.target = new Side(targetChannel, loop.selector(), this::targetReady);
        this.up = new Way(this, client, target, all.policies().open(this, Direction.UP));
        this.down = new Way(this, target, client, all.policies().open(this, Direction.DOWN));
    }

    Loop loop() {
        return loop;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void close() {
        loop.submit(this::leave);
    }

    @Override
    public void reset() {
        loop.submit(this::broken);
    }

    /** @param withinNanos else it is a reset for the client */
    void connect(InetSocketAddress address, long withinNanos) {
        timer = loop.dues().at(loop.ticker().nanos() + withinNanos, now -> broken());
        attempt(() -> {
            if (target.channel().connect(address)) {
                connected();
            } else {
                target.connecting(true);
            }
        });
    }

    private void connected() throws IOException {
        if (target.channel().finishConnect()) {
            cancelTimer();
            state = State.OPEN;
            target.connecting(false);
            client.reading(true);
            target.reading(true);
        }
    }

    private void clientReady() {
        attempt(() -> ready(client, down, up));
    }

    private void targetReady() {
        attempt(() -> ready(target, up, down));
    }

    private void ready(Side side, Way to, Way from) throws IOException {
        if (state == State.CONNECTING) {
            connected();
        } else if (state == State.LEAVING) {
            throwAway(side);
        } else if (state == State.OPEN) {
            if (side.isWritable()) {
                to.flush(loop.ticker().nanos());
            }
            if (state == State.OPEN && side.isReadable()) {
                from.readable();
            }
        }
    }

    /** What finds a socket broken ends the connection, as a reset that both sides see; so does a policy that fails. */
    void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            broken();
        } catch (RuntimeException e) {
            loop.failed(e);
            broken();
        }
    }

    void reconsider() {
        if (state == State.OPEN) {
            long now = loop.ticker().nanos();
            attempt(() -> {
                if (!up.isOver()) {
                    up.reconsider(now);
                }
                if (!down.isOver()) {
                    down.reconsider(now);
                }
            });
        }
    }

    /** A way has passed the end of its stream on. */
    void ended() throws IOException {
        if (up.isOver() && down.isOver()) {
            policiesEnd();
            over();
            client.close();
            target.close();
        }
    }

    /** Both sides see the end of the stream; what waits is thrown away, and so is what still comes. */
    void leave() {
        if (state == State.CONNECTING || state == State.OPEN) {
            boolean wasOpen = state == State.OPEN;
            policiesEnd();
            state = State.LEAVING;
            cancelTimer();
            timer = loop.dues().at(loop.ticker().nanos() + LEAVE_NANOS, now -> attempt(this::left));
            attempt(() -> {
                part(client);
                if (wasOpen) {
                    part(target);
                } else {
                    target.close();
                    endsSeen++;
                }
            });
        }
    }

    private static void part(Side side) throws IOException {
        side.writing(false);
        side.channel().shutdownOutput();
        side.reading(true);
    }

    private void throwAway(Side side) throws IOException {
        loop.buffer().clear();
        if (side.channel().read(loop.buffer()) < 0) {
            side.reading(false);
            endsSeen++;
            if (endsSeen == 2) {
                left();
            }
        }
    }

    private void left() throws IOException {
        over();
        client.close();
        target.close();
    }

    /** Both sides see a reset, whatever waits. */
    void broken() {
        if (state != State.OVER) {
            if (state != State.LEAVING) {
                policiesEnd();
            }
            over();
            try {
                client.reset();
                target.reset();
            } catch (IOException e) {
                loop.failed(new java.io.UncheckedIOException(e));
            }
        }
    }

    private void policiesEnd() {
        up.abandon();
        down.abandon();
        all.ended();
        try {
            up.closed();
            down.closed();
        } catch (RuntimeException e) {
            loop.failed(e);
        }
    }

    private void over() {
        state = State.OVER;
        cancelTimer();
        all.forget(this);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }
}
