package dev.roadrig.boards.board;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.PropertyResolver;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactory;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.io.nio2.Nio2Acceptor;
import org.apache.sshd.common.io.nio2.Nio2CompletionHandler;
import org.apache.sshd.common.io.nio2.Nio2DefaultIoWriteFuture;
import org.apache.sshd.common.io.nio2.Nio2Service;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * The wire under a board's SSH server. A board that hangs or loses its power sends no farewell: once silent, nothing
 * leaves, nothing that arrives is heard, and connections stay open to their peers until the board speaks again.
 */
final class BoardNetwork extends Nio2ServiceFactoryFactory {
    private final List<AsynchronousSocketChannel> held = new ArrayList<>();
    private boolean silent;

    /** From now on peers see nothing of the board, not even that their connections end. */
    synchronized void fallSilent() {
        silent = true;
    }

    /** Cuts what ended in silence; what is open from now on is heard. */
    synchronized void speak() throws IOException {
        silent = false;
        for (AsynchronousSocketChannel socket : held) {
            socket.close();
        }
        held.clear();
    }

    private synchronized boolean silent() {
        return silent;
    }

    /** True when the socket is left open until the board speaks. */
    private synchronized boolean hold(AsynchronousSocketChannel socket) {
        return silent && held.add(socket);
    }

    @Override
    public IoServiceFactory create(FactoryManager manager) {
        return new Nio2ServiceFactory(manager, newExecutor(), newExecutor()) {
            @Override
            public Nio2Session createSession(
                    Nio2Service service,
                    IoHandler handler,
                    AsynchronousSocketChannel socket,
                    @Nullable SocketAddress acceptedAt)
                    throws Throwable {
                return service instanceof Nio2Acceptor
                        ? new Line(service, manager, handler, socket, acceptedAt)
                        : super.createSession(service, handler, socket, acceptedAt);
            }
        };
    }

    /** A connection from outside. */
    private final class Line extends Nio2Session {
        Line(
                Nio2Service service,
                PropertyResolver properties,
                IoHandler handler,
                AsynchronousSocketChannel socket,
                @Nullable SocketAddress acceptedAt)
                throws IOException {
            super(service, properties, handler, socket, acceptedAt);
        }

        @Override
        public IoWriteFuture writeBuffer(Buffer buffer) throws IOException {
            if (!silent()) {
                return super.writeBuffer(buffer);
            }
            var lost = new Nio2DefaultIoWriteFuture(
                    getRemoteAddress(), null, ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available()));
            lost.setWritten();
            return lost;
        }

        @Override
        protected void handleReadCycleCompletion(
                ByteBuffer buffer,
                Readable reader,
                Nio2CompletionHandler<Integer, Object> completion,
                Integer result,
                Object attachment) {
            // Without this call nothing more is read.
            if (!silent()) {
                super.handleReadCycleCompletion(buffer, reader, completion, result, attachment);
            }
        }

        @Override
        protected void doCloseImmediately() {
            if (!hold(getSocket())) {
                super.doCloseImmediately();
            }
        }
    }
}
