package dev.roadrig.wires.rfc2217;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A port on a terminal server, written as pyserial and labgrid write it:
 * {@code rfc2217://HOST:PORT?ign_set_control&timeout=3.0}. Their keys {@code poll_modem} and {@code logging} change
 * nothing here: a server's notifications and the bytes are always kept.
 *
 * @param timeout how long one answer of the server may take
 * @param ignoreSetControl whether lines and flow control go without an answer, as of a ser2net on a pseudo terminal
 */
public record Rfc2217Address(String host, int port, Duration timeout, boolean ignoreSetControl) {
    public static final String SCHEME = "rfc2217://";

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(3);
    private static final int MOST_SECONDS = 600;
    private static final int LAST_PORT = 65_535;
    /** Not {@link URI#getHost}, which knows no host with an underscore, as container networks and inventories name them. */
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[^]]+]):(\\d{1,5})");

    private static final List<String> KEYS = List.of("ign_set_control", "timeout", "poll_modem", "logging");

    /**
     * Reads one.
     *
     * @throws BadInput when it is no such address, or has a key that is not known
     */
    public static Rfc2217Address parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw bad(text, e.getReason());
        }
        Matcher place = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        int port = place.matches() ? Integer.parseInt(place.group(2)) : 0;
        if (!text.toLowerCase(Locale.ROOT).startsWith(SCHEME) || port < 1 || port > LAST_PORT) {
            throw bad(text, "no host and port from 1 to 65535");
        }
        Duration timeout = USUAL_TIMEOUT;
        boolean ignore = false;
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        for (String each : query.isEmpty() ? List.<String>of() : List.of(query.split("&", -1))) {
            String key = each.replaceFirst("=.*", "");
            switch (key) {
                case "ign_set_control" -> ignore = true;
                case "timeout" -> timeout = seconds(text, each.substring(key.length()));
                case "poll_modem", "logging" -> {}
                default -> throw bad(text, "the key \"" + key + "\" is none of " + String.join(", ", KEYS));
            }
        }
        return new Rfc2217Address(place.group(1), port, timeout, ignore);
    }

    private static Duration seconds(String text, String written) {
        try {
            double seconds = Double.parseDouble(written.replaceFirst("^=", ""));
            if (seconds > 0 && seconds <= MOST_SECONDS) {
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        } catch (NumberFormatException e) {
            throw bad(text, "timeout is no number of seconds");
        }
        throw bad(text, "timeout is not above 0 s and at most " + MOST_SECONDS + " s");
    }

    private static BadInput bad(String text, String why) {
        return new BadInput(
                "%s is no RFC 2217 port: %s. Write rfc2217://HOST:PORT, such as rfc2217://rack1:2001, with ?%s if need be."
                        .formatted(Wording.quote(text), why, "ign_set_control&timeout=3"));
    }

    @Override
    public String toString() {
        return SCHEME + host + ":" + port;
    }
}
