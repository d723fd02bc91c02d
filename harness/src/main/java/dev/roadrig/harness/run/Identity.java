package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FirmwareWire;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a board says of itself: its system by os-release(5), its kernel by uname(1), its firmware as the rack file has it asked.
 *
 * @param facts by name: os, image where the system names its build, kernel, firmware
 */
record Identity(Map<String, String> facts) {
    /** The fault of a board that is not what the run was ordered for. */
    static final String DIFFERS = "board.firmware";

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String COMMAND = "cat /etc/os-release 2>/dev/null; echo KERNEL=$(uname -srm 2>/dev/null)";

    Identity {
        facts = Map.copyOf(facts);
    }

    /** Asks the board, and puts its answer into the record. */
    static Identity read(LiveBoard board, Rig rig) throws RunFault, InterruptedException {
        Shell.Result answer = board.shell().run(COMMAND, rig.ticker().in(LIMIT));
        Identity identity = parse(answer.out()).with("firmware", firmware(board, rig));
        rig.sink()
                .write(
                        rig.ticker().nanos(),
                        BoardIdentity.newBuilder().putAllFacts(identity.facts).build());
        return identity;
    }

    private static Optional<String> firmware(LiveBoard board, Rig rig) throws RunFault, InterruptedException {
        Optional<FirmwareWire> wire = board.rack().firmware();
        if (wire.isEmpty()) {
            return Optional.empty();
        }
        Shell.Result answer =
                board.shell().run(wire.get().version(), rig.ticker().in(LIMIT));
        return wire.get().stated(answer.out());
    }

    private Identity with(String fact, Optional<String> text) {
        Map<String, String> more = new TreeMap<>(facts);
        text.ifPresent(value -> more.put(fact, value));
        return new Identity(more);
    }

    static Identity parse(String answer) {
        Map<String, String> variables = new TreeMap<>();
        answer.lines().filter(line -> line.contains("=")).forEach(line -> {
            int at = line.indexOf('=');
            variables.put(line.substring(0, at).strip(), unquoted(line.substring(at + 1)));
        });
        Map<String, String> facts = new TreeMap<>();
        put(facts, "os", variables, "NAME", "VERSION_ID");
        put(facts, "image", variables, "IMAGE_VERSION", "BUILD_ID");
        put(facts, "kernel", variables, "KERNEL");
        return new Identity(facts);
    }

    private static void put(Map<String, String> facts, String fact, Map<String, String> variables, String... names) {
        String text = java.util.stream.Stream.of(names)
                .map(name -> variables.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .collect(Collectors.joining(" "));
        if (!text.isEmpty()) {
            facts.put(fact, text);
        }
    }

    private static String unquoted(String value) {
        String text = value.strip();
        boolean quoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /**
     * Goes on only on the board that was asked for.
     *
     * @param wanted facts that must hold; empty for whatever the board is
     * @throws RigFault {@link #DIFFERS} with both
     */
    void require(Map<String, String> wanted, String board) throws RigFault {
        List<String> differences = new TreeMap<>(wanted)
                .entrySet().stream()
                        .filter(fact -> !fact.getValue().equals(facts.get(fact.getKey())))
                        .map(fact -> fact.getKey() + " \"" + facts.getOrDefault(fact.getKey(), "(not told)")
                                + "\" where the record has \"" + fact.getValue() + "\"")
                        .toList();
        if (!differences.isEmpty()) {
            throw new RigFault(
                    DIFFERS,
                    board + " runs another firmware than the record: " + String.join(", ", differences)
                            + ". Flash the record's, or compare them on purpose with --any-firmware.",
                    List.of(new Evidence("what the board says of itself", facts.toString())));
        }
    }
}
