package dev.roadrig.wires.bench;

import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.ssh.OpenSshd;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The SSH driver beside OpenSSH's own clients, against OpenSSH's server on the loopback: a command on an open session
 * beside {@code ssh} over a shared connection, and one file there and back, start and authentication counted, beside
 * {@code scp}.
 */
public final class SshComparison {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int TURNS = 5;
    private static final int COMMANDS = 7;
    private static final int FILE_BYTES = 32 << 20;

    private SshComparison() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("roadrig-bench");
        try (var ticker = new RealTicker("bench");
                OpenSshd sshd = OpenSshd.start(folder)) {
            SshTarget target = sshd.target();
            Files.writeString(
                    folder.resolve("known"), "[127.0.0.1]:" + target.port() + " " + target.hostKey().strip() + "\n");
            commands(folder, target, ticker);
            files(folder, target, ticker);
        } finally {
            try (var all = Files.list(folder)) {
                for (Path each : all.toList()) {
                    Files.deleteIfExists(each);
                }
            }
            Files.deleteIfExists(folder);
        }
        System.exit(0);
    }

    private static List<String> client(String program, Path folder, SshTarget target, String... more) {
        var line = new ArrayList<>(List.of(
                program,
                program.equals("scp") ? "-P" : "-p",
                Integer.toString(target.port()),
                "-i",
                folder.resolve("user-ed25519").toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "UserKnownHostsFile=" + folder.resolve("known"),
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "LogLevel=ERROR"));
        line.addAll(List.of(more));
        return line;
    }

    private static void run(List<String> line) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
            throw new IOException(line + " ended with " + process.exitValue());
        }
    }

    private static void commands(Path folder, SshTarget target, RealTicker ticker) throws Exception {
        String control = "ControlPath=" + folder.resolve("control");
        String host = target.user() + "@127.0.0.1";
        run(client("ssh", folder, target, "-o", "ControlMaster=yes", "-o", control, "-o", "ControlPersist=yes", "-f", "-N", host));
        var turns = new Turns();
        try (SshLink link = SshLink.connect(target, ticker, ticker.in(LONG))) {
            for (int turn = -1; turn < TURNS; turn++) {
                double[] ours = new double[COMMANDS];
                double[] theirs = new double[COMMANDS];
                for (int i = 0; i < COMMANDS; i++) {
                    long start = System.nanoTime();
                    link.shell().run("true", ticker.in(LONG));
                    long middle = System.nanoTime();
                    run(client("ssh", folder, target, "-o", control, host, "true"));
                    ours[i] = (middle - start) / 1e6;
                    theirs[i] = (System.nanoTime() - middle) / 1e6;
                }
                if (turn >= 0) {
                    turns.add("ssh over a shared connection", Turns.percentile(theirs, 0.5));
                    turns.add("Roadrig on an open session", Turns.percentile(ours, 0.5));
                }
            }
        }
        run(client("ssh", folder, target, "-o", control, "-O", "exit", host));
        turns.print("exec of true, median", "ms", "ssh over a shared connection");
    }

    private static void files(Path folder, SshTarget target, RealTicker ticker) throws Exception {
        byte[] bytes = new byte[FILE_BYTES];
        new Random(1).nextBytes(bytes);
        Path local = Files.write(folder.resolve("local"), bytes);
        Path there = folder.resolve("there");
        Path back = folder.resolve("back");
        String remote = target.user() + "@127.0.0.1:" + there;
        var puts = new Turns();
        var gets = new Turns();
        for (int turn = -2; turn < TURNS; turn++) {
            double put = millis(() -> {
                try (SshLink link = SshLink.connect(target, ticker, ticker.in(LONG))) {
                    link.files().put(local, there.toString(), ticker.in(LONG));
                }
            });
            double scpPut = millis(() -> run(client("scp", folder, target, "-q", local.toString(), remote)));
            double get = millis(() -> {
                try (SshLink link = SshLink.connect(target, ticker, ticker.in(LONG))) {
                    link.files().get(there.toString(), back, ticker.in(LONG));
                }
            });
            double scpGet = millis(() -> run(client("scp", folder, target, "-q", remote, back.toString())));
            if (turn >= 0) {
                puts.add("scp", scpPut);
                puts.add("Roadrig, with SHA-256 at both ends", put);
                gets.add("scp", scpGet);
                gets.add("Roadrig, with SHA-256 at both ends", get);
            } else {
                System.out.printf("turn %d, not counted: put %.0f ms, scp %.0f ms%n", turn, put, scpPut);
            }
        }
        puts.print("32 MiB there, from the connect", "ms", "scp");
        gets.print("32 MiB back, from the connect", "ms", "scp");
    }

    /** Something that takes time. */
    private interface Work {
        void run() throws Exception;
    }

    private static double millis(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }
}
