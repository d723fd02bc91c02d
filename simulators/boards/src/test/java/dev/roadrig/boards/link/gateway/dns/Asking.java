package dev.roadrig.boards.link.gateway.dns;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** A client of name servers that sends what it is given, of whatever bytes. */
final class Asking {
    private static final int PATIENCE_MILLIS = 10_000;

    private Asking() {}

    static Message query(String name, int type) {
        try {
            return Message.newQuery(Record.newRecord(Name.fromString(name + "."), type, DClass.IN));
        } catch (IOException e) {
            throw new IllegalArgumentException(name, e);
        }
    }

    static Message a(String name) {
        return query(name, Type.A);
    }

    static Message udp(InetSocketAddress server, Message query) throws IOException {
        return new Message(udp(server, query.toWire()));
    }

    static byte[] udp(InetSocketAddress server, byte[] query) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.send(new DatagramPacket(query, query.length));
            var got = new DatagramPacket(new byte[65_535], 65_535);
            socket.receive(got);
            return Arrays.copyOf(got.getData(), got.getLength());
        }
    }

    static Socket connect(InetSocketAddress server) throws IOException {
        var socket = new Socket(server.getAddress(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    static Message tcp(Socket socket, Message query) throws IOException {
        send(socket, query.toWire());
        var in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return new Message(answer);
    }

    static void send(Socket socket, byte[] message) throws IOException {
        socket.getOutputStream()
                .write(ByteBuffer.allocate(2 + message.length)
                        .putShort((short) message.length)
                        .put(message)
                        .array());
    }
}
