package dev.roadrig.harness.run;

import dev.roadrig.boards.qemu.RunningBoards;
import dev.roadrig.harness.rack.QemuBoard;
import dev.roadrig.harness.rack.RackBoard;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The programs that come with Roadrig and that a rack file may name as a board's process. */
final class Programs {
    private static final Map<String, String> MAINS = Map.of(
            "roadrig-emulated-board",
            "dev.roadrig.boards.board.BoardMain",
            QemuBoard.PROGRAM,
            "dev.roadrig.boards.qemu.QemuMain");

    private final AgentJar agent;

    /** @param agent that our emulated boards carry */
    Programs(AgentJar agent) {
        this.agent = agent;
    }

    /** A board's process, ready to start; a command that is not Roadrig's own stays as it is. */
    ProcessBuilder resolve(RackBoard board) {
        List<String> command = board.process().map(RackBoard.Launch::command).orElseThrow();
        String main = MAINS.get(command.get(0));
        if (main == null) {
            return new ProcessBuilder(command);
        }
        List<String> resolved = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // A frame every tenth of a second leaves code cold for ever at the usual thresholds.
                "-XX:Tier3InvocationThreshold=30",
                "-XX:Tier3MinInvocationThreshold=15",
                "-XX:Tier3CompileThreshold=200",
                "-XX:Tier3BackEdgeThreshold=6000",
                // BouncyCastle is there for Ed25519 keys; its ciphers and digests are slower than Java's own.
                "-Dorg.apache.sshd.security.provider.BC.Cipher=none",
                "-Dorg.apache.sshd.security.provider.BC.Mac=none",
                "-Dorg.apache.sshd.security.provider.BC.MessageDigest=none"));
        String running = System.getProperty(RunningBoards.PROPERTY, "");
        if (!running.isBlank()) {
            resolved.add("-D" + RunningBoards.PROPERTY + "=" + running);
        }
        resolved.addAll(List.of(main, "--name", board.name(), "--agent-sha256", agent.sha256()));
        resolved.addAll(command.subList(1, command.size()));
        var builder = new ProcessBuilder(resolved);
        // Not as an option: ONNX Runtime 1.29.0 ends the JVM with a segmentation fault when the command line is long.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }
}
