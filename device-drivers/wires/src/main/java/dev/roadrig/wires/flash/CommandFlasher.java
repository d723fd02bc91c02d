package dev.roadrig.wires.flash;

import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.util.List;
import java.util.Optional;

/** Flashes by any program of this host, such as a vendor's tool over USB or JTAG: exit code 0 is done. */
public final class CommandFlasher implements Flasher {
    /** Stands for the image's path in the command's words. */
    public static final String IMAGE = "{image}";

    private final List<String> words;
    private final FlashProgram tool;
    private boolean touched;

    /** @param words program and arguments, run without a shell; one holds {@value #IMAGE} */
    public CommandFlasher(String board, List<String> words, Ticker ticker) {
        this.words = List.copyOf(words);
        tool = new FlashProgram(board, ticker);
    }

    @Override
    public Need needs() {
        return Need.ON;
    }

    @Override
    public void flash(FirmwareImage image, Deadline deadline) throws RunFault, InterruptedException {
        touched = false;
        String path = image.file().toAbsolutePath().toString();
        List<String> filled =
                words.stream().map(word -> word.replace(IMAGE, path)).toList();
        try {
            touched = true;
            String unused = tool.run(filled, deadline);
        } catch (RunFault e) {
            touched = !e.code().equals("flash.no-tool");
            throw e;
        }
    }

    @Override
    public Optional<String> look(Deadline deadline) throws RunFault {
        return tool.look(words);
    }

    @Override
    public boolean touched() {
        return touched;
    }
}
