package dev.roadrig.wires.flash;

import dev.roadrig.ports.Files;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A booted board with a disk of some free space and an updater of some mind. */
final class FakeBoardShell implements Shell, Files {
    /** The same one each time, as of a connection that is lost for good. */
    private final UnknownFault lost = new UnknownFault("ssh.lost", "The connection was lost.");

    final List<String> log = new ArrayList<>();
    Result updater = new Result(0, "installed 2\n", "");
    long freeKilobytes = 1000;
    boolean cutsUpload;
    boolean cutsUpdater;
    boolean cutsForGood;
    boolean refusesRemoval;
    boolean hasUpdater = true;
    /** Whether a program is looked for by this host's shell. */
    boolean hasHostsPrograms;

    @Override
    public Result run(String commandLine, Deadline deadline) throws RunFault {
        log.add(commandLine);
        if (commandLine.startsWith("command -v ")) {
            return hasHostsPrograms ? onHost(commandLine) : new Result(0, hasUpdater ? "" : "roadrig-not-there\n", "");
        }
        if (commandLine.startsWith("df ")) {
            return new Result(0, "/dev/mmcblk0p2  2000  1000  " + freeKilobytes + "  50% /data\n", "");
        }
        if (commandLine.startsWith("rm ")) {
            if (refusesRemoval) {
                throw new UnknownFault("shell.no-answer", "No answer.");
            }
            if (cutsForGood) {
                throw lost;
            }
            return new Result(0, "", "");
        }
        if (cutsUpdater) {
            throw lost;
        }
        return updater;
    }

    private static Result onHost(String commandLine) {
        try {
            Process shell = new ProcessBuilder("sh", "-c", commandLine).start();
            shell.getOutputStream().close();
            String out = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(shell.waitFor(), out, "");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void put(Path local, String remote, Deadline deadline) throws RunFault {
        if (cutsUpload) {
            throw new UnknownFault("ssh.lost", "The connection was lost.");
        }
        log.add("put " + remote);
    }

    @Override
    public void get(String remote, Path local, Deadline deadline) {
        throw new IllegalStateException("nothing is fetched");
    }
}
