package dev.roadrig.boards.link.gateway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.zip.CRC32;

/** What runs on a board or in the world: programs that know nothing of any gateway. A service prints a line once it listens. */
final class BoardSide {
    private static final int VISIT_BYTES = 300_000;

    private BoardSide() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "udp" -> echo(port);
            case "tcp" -> sum(port);
            case "who" -> who(port);
            default -> visit(arguments[2], port);
        }
    }

    /** Tells whoever connects by which address it is seen. */
    private static void who(int port) throws Exception {
        try (var server = new ServerSocket(port)) {
            System.out.println("ready");
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().readNBytes(VISIT_BYTES);
                    new DataOutputStream(socket.getOutputStream())
                            .writeUTF(socket.getInetAddress().getHostAddress());
                }
            }
        }
    }

    /** Sends something to a server and says how it was seen there. */
    private static void visit(String host, int port) throws Exception {
        try (var socket = new Socket(host, port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(new byte[VISIT_BYTES]);
            System.out.println(new DataInputStream(socket.getInputStream()).readUTF());
        }
    }

    private static void echo(int port) throws Exception {
        try (var socket = new DatagramSocket(port)) {
            System.out.println("ready");
            var packet = new DatagramPacket(new byte[2048], 2048);
            while (true) {
                packet.setLength(2048);
                socket.receive(packet);
                socket.send(packet);
            }
        }
    }

    /** Takes a length and so many bytes, answers with their checksum. */
    private static void sum(int port) throws Exception {
        try (var server = new ServerSocket(port)) {
            System.out.println("ready");
            while (true) {
                try (Socket socket = server.accept()) {
                    var in = new DataInputStream(socket.getInputStream());
                    var crc = new CRC32();
                    crc.update(in.readNBytes(in.readInt()));
                    new DataOutputStream(socket.getOutputStream()).writeLong(crc.getValue());
                }
            }
        }
    }
}
