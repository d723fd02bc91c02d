package dev.roadrig.boards.adb;

import dev.roadrig.boards.os.BoardProcess;
import dev.roadrig.boards.os.BoardSystem;
import dev.roadrig.boards.os.Shell;
import dev.roadrig.boards.os.Stdio;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a host can open on a board that is up, by the service's name. */
record AdbdServices(BoardSystem system, AdbdLogin login, Ailment ailment, Runnable onReboot) {
    /** What the board suffers from now; null for nothing. */
    interface Ailment {
        @Nullable
        AdbdFault now();
    }

    @Nullable
    AdbdFault fault() {
        return ailment.now();
    }

    /** Serves one stream, in a process of the board. */
    interface Service {
        void serve(AdbdStream stream) throws IOException, InterruptedException;
    }

    /** A process that serves a stream. */
    interface Body {
        void run() throws InterruptedException;
    }

    /** The service of a name such as {@code shell,v2,raw:ls}; null where there is none. */
    @Nullable
    Service of(String name) {
        int colon = name.indexOf(':');
        String kind = colon < 0 ? name : name.substring(0, colon);
        String rest = name.substring(colon + 1);
        if (kind.startsWith("shell,v2") && fault() != AdbdFault.NO_SHELL_V2) {
            return new ShellV2(this, rest);
        }
        return switch (kind.replaceFirst(",.*", "")) {
            case "shell" -> stream -> plain(stream, rest, true);
            case "exec" -> stream -> plain(stream, rest, false);
            case "sync" -> new SyncService(system.files(), this);
            case "tcp" -> rest.matches("\\d{1,5}") ? stream -> tcp(stream, Integer.parseInt(rest)) : null;
            case "reboot" -> stream -> onReboot.run();
            default -> null;
        };
    }

    BoardProcess start(String name, Body body) throws IOException {
        try {
            return system.start("adbd", name, 1, process -> {
                body.run();
                return 0;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the board is going down", e);
        }
    }

    /** Runs a command to its end, in a process of its own, and waits for it. */
    int run(String commandLine, InputStream in, OutputStream out, OutputStream err)
            throws IOException, InterruptedException {
        BoardProcess process = system.processes().start("sh -c " + commandLine, 1, Thread.currentThread());
        int status = 1;
        try {
            status = new Shell(system, process).runToExit(commandLine, new Stdio(in, out, err));
            out.flush();
            err.flush();
            return status;
        } finally {
            system.processes().end(process, status);
        }
    }

    /** Both streams in one, and no exit code. */
    private void plain(AdbdStream stream, String commandLine, boolean terminal)
            throws IOException, InterruptedException {
        OutputStream out = stream.out(bytes -> stream.write(terminal ? crlf(bytes) : bytes));
        int unused = run(commandLine, stream.in(), out, out);
    }

    /** A shell of the old kind runs on a terminal. */
    private static byte[] crlf(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private void tcp(AdbdStream stream, int port) throws IOException, InterruptedException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            var back = system.start("adbd", "tcp back", 1, process -> {
                stream.in().transferTo(socket.getOutputStream());
                // adb knows no half of a stream.
                socket.shutdownOutput();
                socket.shutdownInput();
                return 0;
            });
            byte[] buffer = new byte[16 << 10];
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                stream.write(Arrays.copyOf(buffer, n));
            }
            back.kill(BoardProcess.TERMINATE);
        }
    }
}
