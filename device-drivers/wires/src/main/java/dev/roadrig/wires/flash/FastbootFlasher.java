package dev.roadrig.wires.flash;

import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Flashes a partition by Android's {@code fastboot}, of the one board with a given serial number: without it the tool takes
 * whichever board it finds first. The board stands in its bootloader, and is left there.
 */
public final class FastbootFlasher implements Flasher {
    private final String board;
    private final Device device;
    private final FlashProgram tool;
    private boolean touched;

    /**
     * Which board, and what of it.
     *
     * @param program {@code fastboot}, or where it is
     * @param serial as {@code fastboot devices} lists it
     * @param partition such as {@code boot} or {@code system_a}
     */
    public record Device(String program, String serial, String partition) {}

    public FastbootFlasher(String board, Device device, Ticker ticker) {
        this.board = board;
        this.device = device;
        tool = new FlashProgram(board, ticker);
    }

    @Override
    public Need needs() {
        return Need.ON;
    }

    /** @throws RunFault {@code flash.not-there} as the rig's when no board of that number stands in its bootloader, too */
    @Override
    public void flash(FirmwareImage image, Deadline deadline) throws RunFault, InterruptedException {
        touched = false;
        String listed = tool.run(List.of(device.program(), "devices"), deadline);
        List<String> serials = listed.lines()
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > 1 && words[1].startsWith("fastboot"))
                .map(words -> words[0])
                .toList();
        if (!serials.contains(device.serial())) {
            throw new RigFault(
                    "flash.not-there",
                    "%s, with the serial number %s, does not stand in its bootloader: `fastboot devices` lists %s. Check its cable, and how it is brought there."
                            .formatted(board, device.serial(), serials.isEmpty() ? "none" : String.join(", ", serials)),
                    new Evidence("what fastboot said", listed));
        }
        touched = true;
        String unused = run(
                deadline,
                "flash",
                device.partition(),
                image.file().toAbsolutePath().toString());
    }

    @Override
    public void reboot(Deadline deadline) throws RunFault, InterruptedException {
        String unused = run(deadline, "reboot");
    }

    private String run(Deadline deadline, String... arguments) throws RunFault, InterruptedException {
        List<String> words = new ArrayList<>(List.of(device.program(), "-s", device.serial()));
        words.addAll(List.of(arguments));
        return tool.run(words, deadline);
    }

    @Override
    public Optional<String> look(Deadline deadline) throws RunFault {
        return tool.look(List.of(device.program()))
                .map(found -> found + "; whether the board stands in its bootloader is asked before it is flashed");
    }

    @Override
    public boolean touched() {
        return touched;
    }
}
