package dev.roadrig.boards.adb;

import dev.roadrig.boards.adb.AdbFrame.Kind;
import dev.roadrig.boards.os.BoardProcess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One host's connection: its streams, each served by a process of the board. */
final class AdbdSession implements AutoCloseable {
    private final Socket socket;
    private final AdbdServices services;
    private final Map<Integer, AdbdStream> streams = new ConcurrentHashMap<>();
    private final Object writing = new Object();
    private int lastId;

    AdbdSession(Socket socket, AdbdServices services) {
        this.socket = socket;
        this.services = services;
    }

    /** Serves until the host hangs up, or the board does. */
    void serve() {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            if (services.fault() == AdbdFault.OFFLINE) {
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            services.login().letIn(in, this::write);
            while (true) {
                take(AdbFrame.read(in));
            }
        } catch (IOException e) {
            // The host is gone, or said what is no frame: a real adbd drops the connection too.
        } finally {
            streams.values().forEach(AdbdStream::end);
        }
    }

    private void take(AdbFrame frame) throws IOException {
        if (frame.kind() == Kind.OPEN) {
            open(frame);
            return;
        }
        AdbdStream stream = streams.get(frame.arg1());
        if (stream == null) {
            return;
        }
        switch (frame.kind()) {
            case OKAY -> stream.okay();
            case WRTE -> stream.took(frame.payload());
            case CLSE -> {
                streams.remove(stream.localId);
                stream.close();
                stream.end();
            }
            default -> throw new IOException("no " + frame.kind() + " here");
        }
    }

    private void open(AdbFrame frame) throws IOException {
        lastId++;
        var stream = new AdbdStream(lastId, frame.arg0(), this::write, this::close);
        AdbdServices.Service service = services.of(frame.text());
        if (service == null) {
            write(new AdbFrame(Kind.CLSE, 0, frame.arg0()));
            return;
        }
        streams.put(stream.localId, stream);
        write(new AdbFrame(Kind.OKAY, stream.localId, stream.hostId));
        BoardProcess process = services.start(frame.text(), () -> serve(service, stream));
        if (!frame.text().startsWith("reboot:")) {
            // An order to reboot is not taken back by whoever does not wait for its answer.
            stream.servedBy(process);
        }
    }

    private void serve(AdbdServices.Service service, AdbdStream stream) throws InterruptedException {
        try {
            service.serve(stream);
            if (streams.remove(stream.localId) != null) {
                stream.close();
            }
        } catch (IOException e) {
            // The host took no more of it.
        }
    }

    private void write(AdbFrame frame) throws IOException {
        byte[] bytes = frame.bytes();
        if (frame.kind() == Kind.WRTE && services.fault() == AdbdFault.BAD_CHECKSUM) {
            bytes = frame.bytes(frame.payload().length, 7);
        } else if (frame.kind() == Kind.WRTE && services.fault() == AdbdFault.HUGE_LENGTH) {
            bytes = frame.bytes(Integer.MAX_VALUE, 7);
        }
        synchronized (writing) {
            socket.getOutputStream().write(bytes);
        }
    }

    /** Hangs up. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket did not close.", e);
        }
    }
}
