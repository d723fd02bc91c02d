package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import dev.roadrig.wires.flash.CardFlasher;
import dev.roadrig.wires.flash.CommandFlasher;
import dev.roadrig.wires.flash.FastbootFlasher;
import dev.roadrig.wires.flash.UpdaterFlasher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads a board's {@code firmware}. */
final class FirmwareReader {
    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final String[] KINDS = {"command", "updater", "fastboot", "mux"};

    private final boolean shell;
    private final boolean power;
    private final Optional<Map<String, String>> announced;

    /**
     * @param shell whether the board has one
     * @param power whether its supply can be switched
     */
    FirmwareReader(boolean shell, boolean power, Optional<Map<String, String>> announced) {
        this.shell = shell;
        this.power = power;
        this.announced = announced;
    }

    FirmwareWire read(YamlMap firmware) {
        firmware.only("version", "pattern", "image", "known-good", "deadline", "flash", "rescue");
        if (!shell) {
            throw firmware.bad("the board has no shell to state its version over");
        }
        Optional<Pattern> image = firmware.optionalScalar("image").map(FirmwareReader::pattern);
        FlashWire flash = flash(firmware.map("flash"));
        Optional<FlashWire> rescue = firmware.optionalMap("rescue").map(this::flash);
        if (rescue.filter(FlashWire.OnBoard.class::isInstance).isPresent()) {
            throw firmware.badKey(
                    "rescue", "a board that does not boot runs no updater; write command, fastboot or mux");
        }
        var wire = new FirmwareWire(
                get(firmware.scalar("version")),
                firmware.optionalScalar("pattern").map(FirmwareReader::pattern),
                image,
                Optional.empty(),
                firmware.optionalScalar("deadline").map(s -> s.duration(LEAST)).orElse(USUAL),
                flash,
                rescue);
        Optional<FirmwareWire.KnownGood> good =
                firmware.optionalMap("known-good").map(map -> knownGood(map, wire));
        return new FirmwareWire(
                wire.version(), wire.pattern(), image, good, wire.deadline(), wire.flash(), wire.rescue());
    }

    private static FirmwareWire.KnownGood knownGood(YamlMap map, FirmwareWire wire) {
        Path file = map.only("file", "states").scalar("file").file();
        String states = map.optionalScalar("states")
                .map(YamlScalar::text)
                .or(() -> wire.named(file))
                .orElseThrow(() -> map.bad(
                        "nobody says which version the board states with it; write states, or an `image:` that its"
                                + " name fits"));
        return new FirmwareWire.KnownGood(file, states);
    }

    private FlashWire flash(YamlMap flash) {
        flash.only(KINDS);
        if (flash.keys().size() != 1) {
            throw flash.bad("write one of " + String.join(", ", KINDS));
        }
        return switch (flash.keys().iterator().next()) {
            case "command" -> tool(flash.list("command"));
            case "updater" -> updater(flash.map("updater"));
            case "fastboot" -> fastboot(flash.map("fastboot"));
            default -> mux(flash.map("mux"));
        };
    }

    private FlashWire tool(YamlList command) {
        List<String> words = words(command);
        if (words.stream().noneMatch(word -> word.contains(CommandFlasher.IMAGE))) {
            throw command.bad("no word says " + CommandFlasher.IMAGE + ", where the image's path goes");
        }
        return new FlashWire.Tool(words);
    }

    private FlashWire updater(YamlMap updater) {
        updater.only("run", "to", "succeeded");
        YamlScalar run = updater.scalar("run");
        if (!run.text().contains(CommandFlasher.IMAGE)) {
            throw run.bad("does not say " + CommandFlasher.IMAGE + ", where the image's path on the board goes");
        }
        YamlScalar to = updater.scalar("to");
        if (!to.text().matches("/.*[^/]")) {
            throw to.bad("is no file's path; write where the image goes on the board, from / on");
        }
        return new FlashWire.OnBoard(new UpdaterFlasher.Updater(
                get(run), get(to), updater.optionalScalar("succeeded").map(FirmwareReader::pattern)));
    }

    private FlashWire fastboot(YamlMap fastboot) {
        fastboot.only("program", "serial", "partition");
        return new FlashWire.Fastboot(new FastbootFlasher.Device(
                fastboot.optionalScalar("program").map(this::get).orElse("fastboot"),
                get(fastboot.scalar("serial")),
                get(fastboot.scalar("partition"))));
    }

    private FlashWire mux(YamlMap mux) {
        mux.only("to-host", "to-board", "device");
        if (!power) {
            throw mux.bad("the board has no `power`, and its card is switched over while it is off");
        }
        return new FlashWire.Mux(new CardFlasher.Card(
                words(mux.list("to-host")), words(mux.list("to-board")), Path.of(get(mux.scalar("device")))));
    }

    private List<String> words(YamlList list) {
        List<String> words = list.scalars().stream().map(this::get).toList();
        if (words.isEmpty()) {
            throw list.bad("the command is empty");
        }
        return words;
    }

    private String get(YamlScalar scalar) {
        return RackText.resolve(scalar, announced).text();
    }

    private static Pattern pattern(YamlScalar scalar) {
        try {
            return Pattern.compile(scalar.text());
        } catch (PatternSyntaxException e) {
            throw scalar.bad("is no regular expression: " + e.getDescription() + " at character " + (e.getIndex() + 1));
        }
    }
}
