package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What hangs on a console: a port of this host that carries its bytes, for one client after the other. */
final class ConsolePeer implements AutoCloseable {
    /** A getty with a password before this host's own shell; nothing echoes. */
    private static final String GETTY =
            "while :; do u=; while [ -z \"$u\" ]; do printf '\\nboard login: '; read u || exit; done;"
                    + " printf '\\nPassword: '; read p || exit; if [ \"$u/$p\" = rig/right ]; then PS1='$ ' SHELL -i 2>&1; else echo Login incorrect; fi; done";

    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final ByteArrayOutputStream typed = new ByteArrayOutputStream();
    private final Thread thread = new Thread(this::serve, "console-peer");
    private final Answer answer;
    private volatile boolean closed;

    /** Answers what was typed. */
    private interface Answer {
        void to(byte[] typed, OutputStream out) throws IOException;
    }

    private ConsolePeer(Answer answer) throws IOException {
        this.answer = answer;
        thread.start();
    }

    static ConsolePeer thatIsSilent() throws IOException {
        return new ConsolePeer((bytes, out) -> {});
    }

    static ConsolePeer thatSays(byte[] said) throws IOException {
        return new ConsolePeer((bytes, out) -> out.write(said));
    }

    /** What a port of another baud makes of a prompt. */
    static ConsolePeer ofAnotherBaud() throws IOException {
        var garbage = new byte[40];
        new Random(7).nextBytes(garbage);
        return thatSays(garbage);
    }

    /** @param shell which the right password opens */
    static ConsolePeer withLogin(String shell) throws IOException {
        Process getty = new ProcessBuilder(List.of("sh", "-c", GETTY.replace("SHELL", shell)))
                .redirectErrorStream(true)
                .start();
        return new ConsolePeer(new Getty(getty));
    }

    String wire() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    /** All that was typed to it. */
    synchronized String typed() {
        return typed.toString(StandardCharsets.US_ASCII);
    }

    private synchronized void keep(byte[] bytes) {
        typed.writeBytes(bytes);
    }

    private void serve() {
        while (!closed) {
            try (Socket client = server.accept()) {
                if (answer instanceof Getty getty) {
                    getty.speakTo(client);
                }
                InputStream in = client.getInputStream();
                byte[] some = new byte[1024];
                for (int n = in.read(some); n > 0; n = in.read(some)) {
                    byte[] bytes = Arrays.copyOf(some, n);
                    keep(bytes);
                    answer.to(bytes, client.getOutputStream());
                }
            } catch (IOException e) {
                // The client, or the server, is closed.
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            if (answer instanceof Getty getty) {
                getty.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ThreadEnd.await(thread);
    }

    /** A process whose input is typed and whose output is shown to one client. */
    private static final class Getty implements Answer {
        private final Process process;
        private final Thread shows = new Thread(this::show, "console-peer-output");
        private final ByteArrayOutputStream before = new ByteArrayOutputStream();
        private Optional<OutputStream> client = Optional.empty();

        Getty(Process process) {
            this.process = process;
            shows.start();
        }

        @Override
        public void to(byte[] typed, OutputStream out) throws IOException {
            process.getOutputStream()
                    .write(new String(typed, StandardCharsets.US_ASCII)
                            .replace('\r', '\n')
                            .getBytes(StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        }

        synchronized void speakTo(Socket socket) throws IOException {
            client = Optional.of(socket.getOutputStream());
            before.writeTo(socket.getOutputStream());
            before.reset();
        }

        private void show() {
            try {
                byte[] some = new byte[1024];
                InputStream out = process.getInputStream();
                for (int n = out.read(some); n > 0; n = out.read(some)) {
                    show(some, n);
                }
            } catch (IOException e) {
                // The process is ended.
            }
        }

        private synchronized void show(byte[] bytes, int count) throws IOException {
            if (client.isPresent()) {
                client.get().write(bytes, 0, count);
            } else {
                before.write(bytes, 0, count);
            }
        }

        void close() {
            List<ProcessHandle> started = process.descendants().toList();
            // First the one that starts others: a child that comes behind the list would hold the pipe open.
            process.destroyForcibly();
            started.forEach(ProcessHandle::destroyForcibly);
            ThreadEnd.await(shows);
        }
    }
}
