package dev.roadrig.wires.flash;

import dev.roadrig.ports.Files;
import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.ShellWord;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Flashes by an updater on the board itself, such as {@code rauc install {image}}, {@code swupdate -i {image}} or a script of
 * the product's: the image is put there by its checksum, the updater is run, and the image is removed again.
 */
public final class UpdaterFlasher implements Flasher {
    /** The first word of a line after its variables; of a line that begins otherwise nothing is known before it runs. */
    private static final Pattern PROGRAM =
            Pattern.compile("\\s*(?:[A-Za-z_][A-Za-z0-9_]*=[A-Za-z0-9_./:-]*\\s+)*([A-Za-z0-9_./+-]+)(?=\\s|;|$)");

    private static final String NOT_THERE = "roadrig-not-there";
    private static final Duration REMOVING = Duration.ofSeconds(10);

    private final String board;
    private final Shell shell;
    private final Files files;
    private final Updater updater;
    private final Ticker ticker;
    private boolean touched;

    /**
     * The updater.
     *
     * @param run a command line for the board's shell, in which {@value CommandFlasher#IMAGE} is the image on the board
     * @param to where the image is put, an absolute path of a file
     * @param succeeded what it must print beside ending with 0; empty where its exit code is all that counts
     */
    public record Updater(String run, String to, Optional<Pattern> succeeded) {}

    /**
     * @param shell of the board that has booted
     * @param files of the same board
     */
    public UpdaterFlasher(String board, Shell shell, Files files, Updater updater, Ticker ticker) {
        this.board = board;
        this.shell = shell;
        this.files = files;
        this.updater = updater;
        this.ticker = ticker;
    }

    @Override
    public Need needs() {
        return Need.BOOTED;
    }

    /**
     * @throws RunFault {@code flash.no-space} and {@code flash.no-tool} as the rig's, too; {@code flash.refused} as unknown
     *     with all that the updater said; as {@link Files#put} and {@link Shell#run} when the connection is lost
     */
    @Override
    public void flash(FirmwareImage image, Deadline deadline) throws RunFault, InterruptedException {
        touched = false;
        Optional<String> unused = requireUpdater(deadline);
        requireRoom(image, deadline);
        files.put(image.file(), updater.to(), deadline);
        try {
            update(image, deadline);
        } catch (RunFault e) {
            removeAfter(e);
            throw e;
        }
        remove(deadline);
    }

    /** From here on nobody but the updater knows what is on the board, whatever exit code it ends with. */
    private void update(FirmwareImage image, Deadline deadline) throws RunFault, InterruptedException {
        touched = true;
        Shell.Result result =
                shell.run(updater.run().replace(CommandFlasher.IMAGE, ShellWord.quote(updater.to())), deadline);
        String said = result.out() + result.err();
        boolean fits = updater.succeeded().map(p -> p.matcher(said).find()).orElse(true);
        if (!result.ok() || !fits) {
            throw new UnknownFault(
                    "flash.refused",
                    "The updater of %s did not take %s: `%s` %s. It said: %s"
                            .formatted(
                                    board,
                                    image.name(),
                                    updater.run(),
                                    result.ok()
                                            ? "ended with 0 and without its words of success"
                                            : "ended with exit code " + result.exitCode(),
                                    Complaint.of(said)),
                    new Evidence("what the updater said", said));
        }
    }

    private void remove(Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result unused = shell.run("rm -f " + ShellWord.quote(updater.to()) + "; sync", deadline);
    }

    private void removeAfter(RunFault first) throws InterruptedException {
        try {
            remove(ticker.in(REMOVING));
        } catch (RunFault e) {
            // A connection that is lost says so each time, with the same fault.
            if (e != first) {
                first.addSuppressed(e);
            }
        }
    }

    /** Asked before, since a script's own command that is not there ends with the same exit code, and has begun. */
    private Optional<String> requireUpdater(Deadline deadline) throws RunFault, InterruptedException {
        Matcher program = PROGRAM.matcher(updater.run());
        if (!program.lookingAt()) {
            return Optional.empty();
        }
        String asked = "command -v sh >/dev/null 2>&1 && { command -v " + program.group(1) + " >/dev/null 2>&1 || echo "
                + NOT_THERE + "; }";
        Shell.Result said = shell.run(asked, deadline);
        if (said.out().strip().equals(NOT_THERE)) {
            throw new RigFault(
                    "flash.no-tool",
                    "%s has no such updater as `%s`: its shell knows no %s. Correct `firmware:` in the rack file, or install it there."
                            .formatted(board, updater.run(), program.group(1)));
        }
        // A shell without `command` says nothing of it.
        return said.ok() ? Optional.of(program.group(1)) : Optional.empty();
    }

    /** Before the upload: SFTP to a full file system fails late, and with a torn file. */
    private void requireRoom(FirmwareImage image, Deadline deadline) throws RunFault, InterruptedException {
        String folder = updater.to().substring(0, Math.max(1, updater.to().lastIndexOf('/')));
        Shell.Result result = shell.run("df -Pk " + ShellWord.quote(folder) + " | tail -n 1", deadline);
        String[] columns = result.out().strip().split("\\s+");
        if (columns.length < 4 || !columns[3].matches("\\d{1,15}")) {
            return;
        }
        long free = Long.parseLong(columns[3]) * 1024;
        if (free < image.bytes()) {
            throw new RigFault(
                    "flash.no-space",
                    "%s has no room for %s: %,d bytes, and %s has %,d free. Clear it, or put the image elsewhere (`to:` in the rack file)."
                            .formatted(board, image.name(), image.bytes(), folder, free),
                    new Evidence("df on the board", result.out()));
        }
    }

    @Override
    public Optional<String> look(Deadline deadline) throws RunFault, InterruptedException {
        return requireUpdater(deadline).map(program -> "the board has " + program);
    }

    @Override
    public boolean touched() {
        return touched;
    }
}
