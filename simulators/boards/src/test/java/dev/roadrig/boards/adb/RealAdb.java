package dev.roadrig.boards.adb;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Debian's adb as it is, with a server, a home and a key of its own. */
final class RealAdb implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final Path home;
    private final int serverPort;

    /** What a command did. */
    record Outcome(int exit, String out, String err) {}

    RealAdb(Path home) throws IOException {
        this.home = home;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serverPort = free.getLocalPort();
        }
    }

    static boolean isHere() {
        return Files.isExecutable(Path.of("/usr/bin/adb"));
    }

    /** The line of its public key; starts its server, which makes the key. */
    String publicKey() throws IOException {
        Outcome started = run("start-server");
        Path key = home.resolve(".android/adbkey.pub");
        if (!Files.exists(key)) {
            throw new IOException("adb made no key: " + started);
        }
        return Files.readString(key);
    }

    Outcome run(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("/usr/bin/adb", "-P", Integer.toString(serverPort)));
        command.addAll(List.of(words));
        Path out = home.resolve("adb.out");
        Path err = home.resolve("adb.err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(Map.of("HOME", home.toString(), "ADB_MDNS", "0"));
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("adb " + List.of(words) + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Ends its server. */
    @Override
    public void close() throws IOException {
        Outcome unused = run("kill-server");
    }
}
