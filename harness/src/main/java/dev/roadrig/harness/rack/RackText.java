package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlNode;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** References in a rack's texts: {@code ${process:NAME}} anywhere, {@code ${env:NAME}} and {@code file:PATH} for secrets. */
final class RackText {
    static final Pattern PROCESS = Pattern.compile("\\$\\{process:([a-z0-9][a-z0-9.-]{0,39})}");
    static final Pattern ENV = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]{0,63})}");
    private static final int LONGEST_SECRET = 4096;

    private RackText() {}

    /** The value with announced names put in. An unknown kind of reference is {@link BadInput}. */
    static YamlScalar resolve(YamlScalar scalar, Optional<Map<String, String>> announced) {
        String rest = PROCESS.matcher(scalar.text()).replaceAll("");
        if (rest.contains("${")) {
            throw scalar.bad("only ${process:NAME} can stand here, and ${env:NAME} where a secret is wanted");
        }
        return announced.isEmpty() ? scalar : new YamlScalar(scalar.place(), scalar.key(), putIn(scalar, announced));
    }

    /** The text with announced names put in, where they are known already; whatever else stands in it stays. */
    static String putIn(YamlScalar scalar, Optional<Map<String, String>> announced) {
        if (announced.isEmpty()) {
            return scalar.text();
        }
        Map<String, String> known = announced.get();
        return PROCESS.matcher(scalar.text()).replaceAll(found -> {
            String value = known.get(found.group(1));
            if (value == null) {
                throw scalar.bad("the board's process did not announce " + Wording.quote(found.group(1))
                        + Wording.instead(
                                found.group(1), known.keySet().stream().sorted().toList()));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** A reference to the environment as a shell writes it. */
    static String variable(String reference) {
        return ENV.matcher(reference).replaceAll("\\${$1}");
    }

    static boolean waits(YamlScalar scalar) {
        return PROCESS.matcher(scalar.text()).find();
    }

    /** All announced names that a node refers to, sorted. */
    static List<String> awaited(YamlNode node) {
        return names(node).distinct().sorted().toList();
    }

    private static Stream<String> names(YamlNode node) {
        if (node instanceof YamlMap map) {
            return map.keys().stream().flatMap(key -> names(map.node(key)));
        }
        if (node instanceof YamlList list) {
            return list.items().stream().flatMap(RackText::names);
        }
        return PROCESS.matcher(node.asScalar().text()).results().map(found -> found.group(1));
    }

    /** A secret by reference. A secret that stands in the file itself is {@link BadInput}, and is not shown. */
    static Secret secret(YamlScalar scalar, Optional<Map<String, String>> announced) {
        Matcher env = ENV.matcher(scalar.text());
        if (env.matches()) {
            return new Secret(scalar.text(), () -> fromEnvironment(scalar, env.group(1)));
        }
        if (scalar.text().startsWith("file:")) {
            Path file = new YamlScalar(
                            scalar.place(), scalar.key(), scalar.text().substring(5))
                    .file("Write the secret into it, or correct the path.");
            return new Secret(scalar.text(), () -> fromFile(scalar, file));
        }
        if (PROCESS.matcher(scalar.text()).matches()) {
            String value = resolve(scalar, announced).text();
            return new Secret(scalar.text(), () -> value);
        }
        throw scalar.bad("a secret never stands in the file itself; write \"${env:NAME}\" or file:PATH");
    }

    private static String fromEnvironment(YamlScalar scalar, String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw scalar.bad("the environment variable " + name + " is not set. Set it in the shell that starts"
                    + " Roadrig: `export " + name + "=...`.");
        }
        return value;
    }

    private static String fromFile(YamlScalar scalar, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST_SECRET + 1);
            String value = new String(bytes, StandardCharsets.UTF_8).stripTrailing();
            if (value.isEmpty() || bytes.length > LONGEST_SECRET) {
                throw scalar.bad("the secret's file is empty or over " + LONGEST_SECRET
                        + " bytes long. Write the secret into it, and nothing else.");
            }
            return value;
        } catch (IOException e) {
            throw scalar.bad("the secret's file cannot be read: " + FileTrouble.why(e));
        }
    }
}
