package dev.roadrig.boards.link;

import java.io.IOException;
import java.net.Socket;

/** One connection through the link: two pumps, one a direction. A half-close passes through; a reset ends both. */
final class LinkFlow {
    private final LinkRelay relay;
    private final long number;
    private final Socket board;
    private final Socket cloud;
    private final LinkPump up;
    private final LinkPump down;
    private int running = 2;

    LinkFlow(LinkRelay relay, long number, Socket board, Socket cloud) {
        this.relay = relay;
        this.number = number;
        this.board = board;
        this.cloud = cloud;
        this.up = new LinkPump(this, Direction.UP, board, cloud);
        this.down = new LinkPump(this, Direction.DOWN, cloud, board);
    }

    void start(String threadName) {
        up.start(threadName);
        down.start(threadName);
    }

    long number() {
        return number;
    }

    LinkRelay relay() {
        return relay;
    }

    /** One direction came to its end; after both, the sockets are closed. */
    synchronized void ended() {
        running--;
        if (running == 0) {
            closeSockets();
            relay.ended(this);
        }
    }

    /** A direction broke: both ends see it, as they would on a real reset. */
    void broken() {
        try {
            board.setSoLinger(true, 0);
            cloud.setSoLinger(true, 0);
        } catch (IOException e) {
            // The socket is closed already, which is what is wanted.
        }
        closeSockets();
        up.stop();
        down.stop();
    }

    private void closeSockets() {
        try (board;
                cloud) {
            up.stop();
            down.stop();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void close() {
        broken();
        up.join();
        down.join();
    }
}
