package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A board under QEMU as a process: {@code --name NAME --image DIR}. It prints one line of JSON that names its wires, and ends,
 * and QEMU with it, when its standard input is closed or it is told to.
 */
public final class QemuMain {
    private static final int BAD_INPUT = 2;

    private QemuMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try (Ticker ticker = new RealTicker("qemu")) {
            String name = option(arguments, "--name", "board");
            BoardImage image = BoardImage.read(Path.of(option(arguments, "--image", "")));
            var boards = new RunningBoards(RunningBoards.place());
            List<String> leftovers = boards.endLeftovers();
            leftovers.forEach(System.err::println);
            try (QemuMachine machine = QemuMachine.start(image, name, boards, ticker)) {
                var watch = machine.end().thenAccept(said -> {
                    System.err.println(said);
                    machine.forget();
                    // The rig sees this process end, and what it said.
                    Runtime.getRuntime().halt(1);
                });
                Runnable close = machine::close;
                Runnable told = () -> {
                    // An end that is ours is no fault to tell of, and to halt at would leave the folder.
                    watch.cancel(false);
                    close.run();
                };
                Runtime.getRuntime().addShutdownHook(new Thread(told, "rr-" + name + "-shutdown"));
                announce(machine.wires(), leftovers);
                awaitClosedInput();
                watch.cancel(false);
            }
            return 0;
        } catch (BadInput e) {
            System.err.println(e.getMessage());
            return BAD_INPUT;
        } catch (RigFault | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private static void announce(Map<String, String> wires, List<String> leftovers) {
        JsonValue.Members line = JsonValue.Members.none();
        for (Map.Entry<String, String> wire : wires.entrySet()) {
            line = line.with(wire.getKey(), wire.getValue());
        }
        if (!leftovers.isEmpty()) {
            line = line.with("note", String.join(" ", leftovers));
        }
        System.out.println(JsonText.write(line));
        System.out.flush();
    }

    private static void awaitClosedInput() throws IOException {
        byte[] ignored = new byte[256];
        while (System.in.read(ignored) >= 0) {
            // Orders to a board go over its wires.
        }
    }

    private static String option(String[] arguments, String name, String otherwise) {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (arguments[i].equals(name)) {
                return arguments[i + 1];
            }
        }
        return otherwise;
    }
}
