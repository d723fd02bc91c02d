package dev.roadrig.boards.link.gateway;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.zip.CRC32;

/** What runs on the board: a service that knows nothing of any gateway. Prints a line once it listens. */
final class BoardSide {
    private BoardSide() {}

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        if (arguments[0].equals("udp")) {
            echo(port);
        } else {
            sum(port);
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
