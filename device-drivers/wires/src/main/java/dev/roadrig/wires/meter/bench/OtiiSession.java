package dev.roadrig.wires.meter.bench;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Text;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.meter.MeterPort;
import dev.roadrig.wires.meter.PortLines;
import java.util.List;
import java.util.Optional;

/**
 * Questions to an Otii server and their answers, JSON by lines. An answer is believed by its number alone: progress and
 * answers to earlier questions may come before it. For one thread at a time.
 */
final class OtiiSession {
    private final MeterPort port;
    private final PortLines lines;
    private long asked;

    private OtiiSession(MeterPort port) {
        this.port = port;
        lines = new PortLines(port);
    }

    /** Waits for the server's greeting. */
    static OtiiSession on(MeterPort port, Deadline deadline) throws RunFault, InterruptedException {
        var session = new OtiiSession(port);
        if (session.lines
                .until(line -> says(line, "type", "information"), deadline)
                .isEmpty()) {
            throw new RigFault(
                    "meter.silent",
                    port.setting().title() + " did not greet. Check that Otii runs there and its TCP server is on.");
        }
        return session;
    }

    /**
     * Asks.
     *
     * @return the answer's data
     * @throws RunFault {@code meter.refused} with the server's words, {@code meter.silent}, as the feed
     *     says of one that falls silent between its answers: which of the two clocks runs out first is the host's doing
     */
    Members ask(String command, Members with, Deadline deadline) throws RunFault, InterruptedException {
        String number = Long.toString(++asked);
        lines.write(
                JsonText.write(Members.none()
                                .with("type", "request")
                                .with("cmd", command)
                                .with("data", with)
                                .with("trans_id", number))
                        + "\r\n",
                deadline);
        List<String> come =
                lines.until(line -> says(line, "trans_id", number) && !says(line, "type", "progress"), deadline);
        if (come.isEmpty()) {
            throw new RigFault(
                    "meter.silent",
                    port.setting().title() + " did not answer '" + command
                            + "' in time. Look whether Otii's window asks something.");
        }
        Members answer = members(come.get(come.size() - 1)).orElseThrow();
        if (says(answer, "type", "error")) {
            throw new RigFault(
                    "meter.refused",
                    port.setting().title() + " refused '" + command + "': " + JsonText.write(answer)
                            + ". An automation licence is needed for its TCP server.");
        }
        return answer.optional("data")
                .filter(Members.class::isInstance)
                .map(Members.class::cast)
                .orElse(Members.none());
    }

    private static boolean says(String line, String name, String text) {
        return members(line).filter(m -> says(m, name, text)).isPresent();
    }

    private static boolean says(Members members, String name, String text) {
        return members.optional(name).filter(new Text(text)::equals).isPresent();
    }

    private static Optional<Members> members(String line) {
        try {
            return JsonText.read(line) instanceof Members members ? Optional.of(members) : Optional.empty();
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    /** A number of an answer; NaN where there is none. */
    static double number(Optional<? extends JsonValue> value) {
        JsonValue there = value.isPresent() ? value.get() : new JsonValue.Null();
        if (there instanceof JsonValue.Whole whole) {
            return whole.number();
        }
        return there instanceof JsonValue.Real real ? real.number() : Double.NaN;
    }
}
