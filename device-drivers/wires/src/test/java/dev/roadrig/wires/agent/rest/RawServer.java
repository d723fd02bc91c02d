package dev.roadrig.wires.agent.rest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server over HTTP that says exactly what a test wrote, byte for byte, and keeps what it was asked. */
final class RawServer implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)\r\n");

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    final List<Socket> connections = Collections.synchronizedList(new ArrayList<>());
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private volatile Script script;

    RawServer(Script script) throws IOException {
        this.script = script;
        thread(this::accept);
    }

    private static void thread(Runnable body) {
        var thread = new Thread(body, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers so from now on. */
    void say(Script other) {
        script = other;
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.add(socket);
                thread(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            while (true) {
                asked.add(request(socket.getInputStream()));
                script.answer(socket);
            }
        } catch (IOException e) {
            // Hung up, on this side or the other.
        }
    }

    /** Head and body in Latin-1, a character a byte. */
    private static String request(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
    }

    /** A whole answer. */
    static Script answer(String status, String headers, String body) {
        return raw("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    static Script ok(String body) {
        return answer("200 OK", "", body);
    }

    static Script raw(String bytes) {
        return socket -> socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : List.copyOf(connections)) {
            socket.close();
        }
    }

    /** Answers one request. */
    interface Script {
        void answer(Socket socket) throws IOException;

        /** And hangs up behind it. */
        default Script thenHangUp() {
            return socket -> {
                answer(socket);
                socket.close();
            };
        }
    }
}
