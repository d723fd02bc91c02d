package dev.roadrig.boards.board;

import dev.roadrig.boards.bug.FallbackBug;
import dev.roadrig.boards.soc.SocProfile;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an emulated board is started with.
 *
 * @param name of the board, for threads and messages
 * @param seed of its clock, its noise and its boot id
 * @param profile of its chip
 * @param baud of its console
 * @param powered whether its supply starts switched on
 * @param bootTime from power to the login prompt, about
 * @param noise whether its kernel now and then prints a line
 * @param productLog whether what it infers is printed on its console
 * @param agentSha256 of the agent that it carries, or empty
 * @param faults that happen on their own
 * @param bug planted in its own inference
 * @param ignition what it makes of its ignition; empty for a board without one
 */
public record BoardOptions(
        String name,
        long seed,
        SocProfile profile,
        int baud,
        boolean powered,
        Duration bootTime,
        boolean noise,
        boolean productLog,
        Optional<String> agentSha256,
        List<Fault> faults,
        Optional<FallbackBug.Plan> bug,
        Optional<IgnitionPlan> ignition) {

    private static final Set<String> FLAGS = Set.of("--powered", "--quiet", "--product-log");

    public BoardOptions {
        faults = List.copyOf(faults);
    }

    /**
     * A fault and when it happens: by the clock, or by the agent's work, which is the same on a busy host.
     *
     * @param order as a control line says it, or one of those that hold from the start: never-boots, wrong-host-key,
     *     update-cut (supply lost in an update), ignition-deaf and ignition-hang (once shut down with its ignition, it takes
     *     no notice of the on, or boots no further than its root file system)
     * @param at since the board's process began; zero for faults that hold from the start
     * @param afterInferences of the agent since the process began; 0 for a fault that goes by the clock
     */
    public record Fault(String order, Duration at, int afterInferences) {}

    /** Whether a fault that holds from the start is asked for. */
    boolean has(String fault) {
        return faults.stream().anyMatch(each -> each.order().equals(fault));
    }

    /**
     * Reads a command line.
     *
     * @throws BadInput when an option is not known or its value is wrong
     */
    public static BoardOptions parse(List<String> arguments) {
        var reader = new OptionReader();
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (FLAGS.contains(option)) {
                reader.flag(option);
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new BadInput("The option " + option + " needs a value, or is not known. " + OptionReader.KNOWN);
            }
            reader.option(option, arguments.get(++i));
        }
        return reader.options();
    }

    /** Gathers options. */
    private static final class OptionReader {
        static final String KNOWN =
                "Known are --name, --seed, --profile, --baud, --powered, --boot-ms, --quiet, --product-log,"
                        + " --agent-jar, --agent-sha256, --fault, --ignition and --bug.";

        private static final List<String> FROM_THE_START =
                List.of("never-boots", "wrong-host-key", "update-cut", "ignition-deaf", "ignition-hang");
        private static final Pattern MOMENT = Pattern.compile("([a-z-]+)-at=([0-9]{1,6})(ms|s|-inferences)");

        private String name = "board";
        private long seed = 1;
        private SocProfile profile = SocProfile.dashcam();
        private int baud = 115_200;
        private boolean powered;
        private long bootMillis = 1_500;
        private boolean noise = true;
        private boolean productLog;
        private Optional<String> agentSha256 = Optional.empty();
        private final List<Fault> faults = new ArrayList<>();
        private Optional<FallbackBug.Plan> bug = Optional.empty();
        private Optional<IgnitionPlan> ignition = Optional.empty();

        void flag(String option) {
            powered |= option.equals("--powered");
            noise &= !option.equals("--quiet");
            productLog |= option.equals("--product-log");
        }

        void option(String option, String value) {
            switch (option) {
                case "--name" -> name = matching(option, value, "[A-Za-z0-9._-]{1,40}");
                case "--seed" -> seed = number(option, value, Long.MIN_VALUE, Long.MAX_VALUE);
                case "--profile" -> profile = profile(value);
                case "--baud" -> baud = (int) number(option, value, 300, 4_000_000);
                case "--boot-ms" -> bootMillis = number(option, value, 0, 600_000);
                case "--agent-jar" -> agentSha256 = Optional.of(sha256(value));
                case "--agent-sha256" -> agentSha256 = Optional.of(matching(option, value, "[0-9a-f]{64}"));
                case "--fault" -> faults.add(fault(value));
                case "--ignition" -> ignition = Optional.of(IgnitionPlan.parse(value));
                case "--bug" -> bug = Optional.of(FallbackBug.Plan.parse(value));
                default -> throw new BadInput("Unknown option " + option + ". " + KNOWN);
            }
        }

        private static SocProfile profile(String value) {
            if (!value.endsWith(".properties")) {
                return SocProfile.named(value);
            }
            try (Reader text = Files.newBufferedReader(Path.of(value))) {
                return SocProfile.read(value, text);
            } catch (IOException e) {
                throw new BadInput("Cannot read the board profile " + value + ".", e);
            }
        }

        private static String sha256(String jar) {
            try {
                return AgentJar.sha256(Path.of(jar));
            } catch (IOException e) {
                throw new BadInput("Cannot read the agent " + jar + ". Build it, or name another with --agent-jar.", e);
            }
        }

        private static Fault fault(String value) {
            if (FROM_THE_START.contains(value)) {
                return new Fault(value, Duration.ZERO, 0);
            }
            Matcher moment = MOMENT.matcher(value);
            if (!moment.matches() || !BoardOrders.KNOWN.contains(moment.group(1))) {
                throw new BadInput("Unknown fault " + value + ". Write " + String.join(", ", FROM_THE_START)
                        + ", or one of "
                        + BoardOrders.KNOWN + " with a time since the start, such as panic-at=5s, or with how many"
                        + " inferences come before it, such as panic-at=60-inferences.");
            }
            int count = Integer.parseInt(moment.group(2));
            return switch (moment.group(3)) {
                case "ms" -> new Fault(moment.group(1), Duration.ofMillis(count), 0);
                case "s" -> new Fault(moment.group(1), Duration.ofSeconds(count), 0);
                default -> new Fault(moment.group(1), Duration.ZERO, count);
            };
        }

        private static String matching(String option, String value, String pattern) {
            if (!value.matches(pattern)) {
                throw new BadInput("The option " + option + " takes " + pattern + ", not \"" + value + "\".");
            }
            return value;
        }

        private static long number(String option, String value, long least, long most) {
            try {
                long number = Long.parseLong(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw new BadInput("The option " + option + " takes a whole number, not \"" + value + "\".", e);
            }
            throw new BadInput(
                    "The option " + option + " is between " + least + " and " + most + ", not " + value + ".");
        }

        BoardOptions options() {
            return new BoardOptions(
                    name,
                    seed,
                    profile,
                    baud,
                    powered,
                    Duration.ofMillis(bootMillis),
                    noise,
                    productLog,
                    agentSha256,
                    faults,
                    bug,
                    ignition);
        }
    }
}
