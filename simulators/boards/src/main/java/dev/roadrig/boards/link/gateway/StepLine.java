package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a step back from its line in a state file. Nothing but what the gateway itself writes is taken. */
final class StepLine {
    private static final Pattern KEY = Pattern.compile(
            "net\\.(ipv4\\.conf\\.[a-z0-9-]{1,15}\\.(rp_filter|accept_local|forwarding)|ipv6\\.conf\\.[a-z0-9-]{1,15}\\.disable_ipv6)");
    private static final Pattern VALUE = Pattern.compile("-?\\d{1,3}");
    private static final Set<String> MATCHES = Set.of("all", "control", "from");

    private final List<String> words;

    private StepLine(List<String> words) {
        this.words = words;
    }

    /**
     * Reads one line.
     *
     * @throws BadInput saying which word is not one of ours
     */
    static Step parse(String line) {
        List<String> words = List.of(line.split(" ", -1));
        var reader = new StepLine(words);
        return switch (words.get(0)) {
            case "setting" -> reader.count(4).setting();
            case "address" -> reader.count(3).address();
            case "route" -> reader.count(5).route();
            case "rule" -> reader.count(6).rule();
            case "masquerade" -> reader.count(4).masquerade();
            case "ingress" -> new TcStep.Ingress(reader.count(2).device(1));
            case "block" -> new TcStep.Block(reader.count(3).device(1), reader.device(2));
            case "divert" -> reader.count(5).divert();
            default -> throw new BadInput("\"" + words.get(0) + "\" is no step of a gateway");
        };
    }

    private StepLine count(int expected) {
        if (words.size() != expected) {
            throw new BadInput("a line of " + words.get(0) + " has " + expected + " words, not " + words.size());
        }
        return this;
    }

    private Step setting() {
        return new Step.Setting(matching(1, KEY), matching(2, VALUE), matching(3, VALUE));
    }

    private Step address() {
        return new Step.Address(device(1), ipv4(2));
    }

    private Step route() {
        return new Step.Route(number(1, 1_000_000), ipv4(2), device(3), ipv4(4));
    }

    private Step rule() {
        String kind = words.get(4);
        if (!MATCHES.contains(kind)) {
            throw bad(4);
        }
        String value =
                switch (kind) {
                    case "control" -> String.valueOf(number(5, 65_535));
                    case "from" -> device(5);
                    default -> "-";
                };
        return new Step.Rule(number(1, 1_000_000), number(2, 1_000_000), ipv4(3), new Step.Rule.Match(kind, value));
    }

    private Step masquerade() {
        return new Step.Masquerade(device(1), ipv4(2), device(3));
    }

    private Step divert() {
        return new TcStep.Divert(device(1), ipv4(2), number(3, 65_535), device(4));
    }

    private String device(int index) {
        return InterfaceName.check(words.get(index));
    }

    private String ipv4(int index) {
        return GatewaySpec.address(words.get(index)).getHostAddress();
    }

    private int number(int index, int most) {
        String word = words.get(index);
        if (!word.matches("\\d{1,7}") || Integer.parseInt(word) < 1 || Integer.parseInt(word) > most) {
            throw bad(index);
        }
        return Integer.parseInt(word);
    }

    private String matching(int index, Pattern pattern) {
        if (!pattern.matcher(words.get(index)).matches()) {
            throw bad(index);
        }
        return words.get(index);
    }

    private BadInput bad(int index) {
        return new BadInput(
                "\"" + words.get(index) + "\" cannot be word " + (index + 1) + " of a line of " + words.get(0));
    }
}
