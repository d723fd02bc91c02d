package dev.roadrig.scenarios.observe;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads one observer. */
final class ObserverReader {
    private final YamlMap map;
    private final LinePattern pattern;
    private final Meaning.Kind kind;

    private ObserverReader(YamlMap map) {
        this.map = map.only("pattern", "result", "measure");
        if (map.has("result") == map.has("measure")) {
            throw map.bad("write either result, for answers to frames, or measure, for readings of sensors");
        }
        kind = map.has("result") ? Meaning.Kind.RESULT : Meaning.Kind.MEASURE;
        YamlScalar text = map.scalar("pattern");
        pattern = text.inPlace(() -> LinePattern.of(text.text()));
        if (kind == Meaning.Kind.RESULT && !pattern.hasBeginning()) {
            throw text.bad(
                    "begins with no three characters that are always the same, such as 'infer frame='; by them an"
                            + " answer's line that was torn is known, and its frame is not taken for lost");
        }
    }

    static LineObserver read(YamlMap map) {
        return new ObserverReader(map).observer();
    }

    private LineObserver observer() {
        YamlMap named = map.map(kind == Meaning.Kind.RESULT ? "result" : "measure");
        Set<String> left = new HashSet<>(pattern.groups());
        List<Group> groups = new ArrayList<>();
        for (String name : named.keys()) {
            if (!pattern.groups().contains(name)) {
                throw named.badKey(
                        name,
                        "the pattern has no group (?<" + name + ">...)" + Wording.instead(name, pattern.groups()));
            }
            left.remove(name);
            groups.add(group(name, named.node(name)));
        }
        pattern.groups().stream().filter(left::contains).findFirst().ifPresent(name -> {
            throw named.bad("the group (?<" + name + ">...) of the pattern has no meaning here; give it one, or make it"
                    + " (?:...)");
        });
        if (groups.isEmpty()) {
            throw named.bad("the pattern has no named group, so a line that it fits says nothing");
        }
        if (kind == Meaning.Kind.RESULT) {
            eachOnce(groups, named);
        }
        return new LineObserver(pattern, kind == Meaning.Kind.RESULT, groups);
    }

    private static void eachOnce(List<Group> groups, YamlMap named) {
        Set<Meaning> seen = EnumSet.noneOf(Meaning.class);
        for (Group group : groups) {
            if (!seen.add(group.meaning())) {
                throw named.badKey(
                        group.name(), "another group is the " + group.meaning().word() + " already");
            }
        }
    }

    private Group group(String name, YamlNode node) {
        if (node instanceof YamlScalar word) {
            Meaning meaning = meaning(word);
            if (meaning.dimension().isPresent()) {
                throw word.bad("a " + meaning.word() + " has a unit: write {as: " + meaning.word() + ", unit: ...}");
            }
            return new Group(name, meaning, BigDecimal.ONE, 0);
        }
        YamlMap given = node.asMap();
        Meaning meaning = meaning(given.scalar("as"));
        if (meaning == Meaning.FRAME) {
            return new Group(
                    name,
                    meaning,
                    BigDecimal.ONE,
                    given.only("as", "first")
                            .optionalScalar("first")
                            .map(s -> s.whole(0, Integer.MAX_VALUE))
                            .orElse(0L));
        }
        if (meaning.dimension().isEmpty()) {
            given.only("as");
            return new Group(name, meaning, BigDecimal.ONE, 0);
        }
        given.only("as", "unit", "scale");
        return new Group(name, meaning, factor(given, meaning.dimension().get()), 0);
    }

    private Meaning meaning(YamlScalar word) {
        List<Meaning> allowed = Meaning.of(kind);
        boolean elsewhere =
                Arrays.stream(Meaning.values()).anyMatch(m -> m.word().equals(word.text()) && !allowed.contains(m));
        if (elsewhere) {
            throw word.bad(Wording.quote(word.text()) + " belongs under "
                    + (kind == Meaning.Kind.RESULT ? "measure" : "result")
                    + ", in an observer of its own; the same line"
                    + " may fit both");
        }
        return word.word(allowed.toArray(Meaning[]::new), Meaning::word);
    }

    private static BigDecimal factor(YamlMap given, Dimension dimension) {
        YamlScalar unit = given.scalar("unit");
        if (unit.text().indexOf(' ') >= 0) {
            throw unit.bad(Wording.quote(unit.text()) + " is no unit");
        }
        BigDecimal one =
                unit.inPlace(() -> Quantity.parse("1 " + unit.text(), dimension).exact());
        return given.optionalScalar("scale")
                .map(ObserverReader::scale)
                .orElse(BigDecimal.ONE)
                .multiply(one);
    }

    private static BigDecimal scale(YamlScalar scale) {
        BigDecimal factor = scale.number();
        if (factor.signum() == 0) {
            throw scale.bad("0 makes every value 0");
        }
        return factor;
    }
}
