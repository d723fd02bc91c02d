package dev.roadrig.agent;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.model.ModelCardFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The agent's command line; an emulated board reads it too, with its own paths.
 *
 * @param config what the agent is started with
 * @param sensors where its sensors are files
 */
public record AgentOptions(AgentConfig config, SensorRoot sensors) {
    static final String USAGE = "usage: roadrig-agent --card FILE --token-file FILE [--port 0] [--host 127.0.0.1]"
            + " [--sensors /sys/class/hwmon] [--dead-man 30s]";

    private static final Set<String> KNOWN =
            Set.of("--card", "--token-file", "--port", "--host", "--sensors", "--dead-man");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})(ms|s|min)");
    private static final int MOST_TOKEN_BYTES = 4096;

    /** Throws {@link BadInput} for what is not of {@link #USAGE}. */
    public static AgentOptions parse(String... args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!KNOWN.contains(args[i])) {
                throw new BadInput("no option '" + args[i] + "'; " + USAGE);
            }
            if (i + 1 == args.length) {
                throw new BadInput(args[i] + " needs a value; " + USAGE);
            }
            given.put(args[i], args[i + 1]);
        }
        AgentConfig config = AgentConfig.of(
                        "agent", ModelCardFile.read(Path.of(need(given, "--card"))), token(need(given, "--token-file")))
                .withHost(given.getOrDefault("--host", "127.0.0.1"))
                .withPort(port(given.getOrDefault("--port", "0")))
                .withDeadMan(span(given.getOrDefault("--dead-man", "0s")));
        SensorRoot sensors = SensorRoot.ofLinux();
        return new AgentOptions(
                config, given.containsKey("--sensors") ? sensors.withHwmon(Path.of(given.get("--sensors"))) : sensors);
    }

    private static String need(Map<String, String> given, String option) {
        String value = given.get(option);
        if (value == null) {
            throw new BadInput(option + " is missing; " + USAGE);
        }
        return value;
    }

    private static String token(String file) {
        try (var in = Files.newInputStream(Path.of(file))) {
            String token = new String(in.readNBytes(MOST_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
            if (token.length() < AgentConfig.LEAST_TOKEN) {
                throw new BadInput("The token in " + file + " has " + token.length() + " characters; it needs "
                        + AgentConfig.LEAST_TOKEN + " or more.");
            }
            return token;
        } catch (IOException e) {
            throw FileTrouble.unread("The token file", Path.of(file), e);
        }
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new BadInput("--port is 0 to 65535 and not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private static Duration span(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (!matcher.matches()) {
            throw new BadInput("--dead-man is a time such as 30s, 500ms or 2min, and not '" + text + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            default -> Duration.ofMinutes(amount);
        };
    }
}
