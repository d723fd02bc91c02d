package dev.roadrig.harness.rack;

import dev.roadrig.wires.flash.CardFlasher;
import dev.roadrig.wires.flash.FastbootFlasher;
import dev.roadrig.wires.flash.UpdaterFlasher;
import java.util.List;

/** How firmware gets onto a board. */
public sealed interface FlashWire {
    /** What it is, for people. */
    String text();

    /** A program of this host, with the image's path in one of its words. */
    record Tool(List<String> words) implements FlashWire {
        public Tool {
            words = List.copyOf(words);
        }

        @Override
        public String text() {
            return "by " + words.get(0);
        }
    }

    /** An updater on the board, over its shell. */
    record OnBoard(UpdaterFlasher.Updater updater) implements FlashWire {
        @Override
        public String text() {
            return "by its own `" + updater.run() + "`";
        }
    }

    /** Android's bootloader. */
    record Fastboot(FastbootFlasher.Device device) implements FlashWire {
        @Override
        public String text() {
            return "by fastboot, serial number " + device.serial() + ", partition " + device.partition();
        }
    }

    /** A card that is switched over to this host. */
    record Mux(CardFlasher.Card card) implements FlashWire {
        @Override
        public String text() {
            return "by its card at " + card.device();
        }
    }
}
