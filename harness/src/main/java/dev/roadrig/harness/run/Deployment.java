package dev.roadrig.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.ports.Files;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.ssh.ShellWord;
import java.io.IOException;
import java.nio.file.Path;

/** What a run puts on a board: agent, model, card, the run's token, and the drive's frames where they are preloaded. */
final class Deployment {
    private final Shell shell;
    private final Files files;
    private final String workFolder;
    private final Path scratch;

    /**
     * @param workFolder on the board, absolute
     * @param scratch a folder of the run on the host for files that are made for the board
     */
    Deployment(Shell shell, Files files, String workFolder, Path scratch) {
        this.shell = shell;
        this.files = files;
        this.workFolder = workFolder;
        this.scratch = scratch;
    }

    String agentJar() {
        return workFolder + "/roadrig-agent.jar";
    }

    String card() {
        return workFolder + "/model.yaml";
    }

    String token() {
        return workFolder + "/token";
    }

    /** Where the agent's process id is, in digits. */
    String pid() {
        return pid(workFolder);
    }

    private static String pid(String workFolder) {
        return workFolder + "/agent.pid";
    }

    String frames() {
        return workFolder + "/frames";
    }

    /** Puts everything but the frames; the agent is sent only when the board has another one. */
    void put(Path agentJar, String agentSha256, ModelCard model, String runToken, Deadline deadline)
            throws RunFault, InterruptedException {
        must("mkdir -p " + ShellWord.quote(workFolder), deadline);
        if (!holds(agentJar(), agentSha256, deadline)) {
            files.put(agentJar, agentJar(), deadline);
        }
        String modelName = model.file().getFileName().toString();
        files.put(model.file(), workFolder + "/" + modelName, deadline);
        files.put(write("model.yaml", ModelCardFile.selfContained(model, modelName)), card(), deadline);
        files.put(write("token", runToken), token(), deadline);
        must("chmod 600 " + ShellWord.quote(token()), deadline);
    }

    /** Has the board write down what was put: a supply that is cut takes what it has in memory only. */
    void sync(Deadline deadline) throws RunFault, InterruptedException {
        must("sync", deadline);
    }

    /** Kills the agent, so that it can say nothing and clean up nothing. */
    void kill(Deadline deadline) throws RunFault, InterruptedException {
        must("kill -9 $(cat " + ShellWord.quote(pid()) + ")", deadline);
    }

    /** Whether the board says that the process of an agent that was started there is no more. */
    static boolean agentIsGone(Shell shell, String workFolder, Deadline deadline)
            throws RunFault, InterruptedException {
        String commandLine = "p=$(cat " + ShellWord.quote(pid(workFolder)) + ") || exit 2; [ -n \"$p\" ] || exit 2; "
                + "kill -0 \"$p\" 2>/dev/null || exit 1";
        return shell.run(commandLine, deadline).exitCode() == 1;
    }

    /** Puts the pictures of the scenario's window where the agent can preload them; returns how many. */
    int putFrames(Scenario scenario, Drive drive, Deadline deadline) throws RunFault, InterruptedException {
        int put = 0;
        must("mkdir -p " + ShellWord.quote(frames()), deadline);
        try (Drive.FrameCursor cursor = drive.frames()) {
            while (cursor.hasNext()) {
                DriveFrame frame = cursor.next();
                if (scenario.window().holds(frame.offsetNanos())) {
                    String name = FrameMessages.fileName(frame);
                    Path picture = write("frame", frame.picture().read());
                    files.put(picture, frames() + "/" + name, deadline);
                    put++;
                }
            }
        }
        return put;
    }

    private boolean holds(String path, String sha256, Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result result = shell.run("sha256sum " + ShellWord.quote(path), deadline);
        return result.ok() && result.out().strip().startsWith(sha256);
    }

    private void must(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result result = shell.run(commandLine, deadline);
        if (!result.ok()) {
            throw new UnknownFault(
                    "deploy.command",
                    "`" + commandLine + "` ended with exit code " + result.exitCode() + " on the board: "
                            + result.err().strip()
                            + ". Check the board's work folder and its free space.");
        }
    }

    private Path write(String name, String text) throws RigFault {
        return write(name, text.getBytes(UTF_8));
    }

    private Path write(String name, byte[] bytes) throws RigFault {
        try {
            Path file = scratch.resolve(name);
            java.nio.file.Files.write(file, bytes);
            return file;
        } catch (IOException e) {
            throw new RigFault(
                    "rig.scratch", "Cannot write " + name + " in " + scratch + ": " + FileTrouble.why(e) + ".");
        }
    }
}
