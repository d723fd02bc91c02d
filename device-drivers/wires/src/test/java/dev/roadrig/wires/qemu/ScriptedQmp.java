package dev.roadrig.wires.qemu;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The far side of a QMP socket: greets one client, and answers each of its lines as it is told to. */
final class ScriptedQmp implements AutoCloseable {
    static final String GREETING = "{\"QMP\": {\"version\": {\"qemu\": {\"major\": 7}}, \"capabilities\": []}}\n";

    private final ServerSocketChannel server;
    private final Thread thread;

    /**
     * Listens.
     *
     * @param answers text, all of it, to a line; an empty one closes the connection
     */
    ScriptedQmp(Path socket, String greeting, UnaryOperator<String> answers) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread = new Thread(() -> serve(greeting, answers), "scripted-qmp");
        thread.start();
    }

    private void serve(String greeting, UnaryOperator<String> answers) {
        try (SocketChannel client = server.accept();
                var lines = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8))) {
            send(client, greeting);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String answer = answers.apply(line);
                if (answer.isEmpty()) {
                    return;
                }
                send(client, answer);
            }
        } catch (IOException e) {
            // The test has ended, and the socket with it.
        }
    }

    private static void send(SocketChannel client, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            int unused = client.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
