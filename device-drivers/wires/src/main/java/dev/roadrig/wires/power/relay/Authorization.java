package dev.roadrig.wires.power.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a login answers to a server's challenge: basic (RFC 7617), or digest with MD5 or SHA-256 (RFC 7616). */
final class Authorization {
    private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z0-9_-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))");
    private static final String FIRST_USE = "00000001";

    private final RelayLogin login;

    Authorization(RelayLogin login) {
        this.login = login;
    }

    String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((login.user() + ":" + login.password()).getBytes(UTF_8));
    }

    /**
     * The header for a request.
     *
     * @param challenge of {@code WWW-Authenticate}
     * @param uri path and query
     * @param clientNonce fresh for each request
     * @return empty for a challenge that is neither
     */
    Optional<String> answer(String challenge, String method, String uri, String clientNonce) {
        String scheme = challenge.strip().toLowerCase(Locale.ROOT);
        if (scheme.startsWith("basic")) {
            return Optional.of(basic());
        }
        if (!scheme.startsWith("digest ")) {
            return Optional.empty();
        }
        Map<String, String> said = parameters(challenge.strip().substring("digest ".length()));
        String algorithm = said.getOrDefault("algorithm", "MD5");
        boolean known = algorithm.equalsIgnoreCase("MD5") || algorithm.equalsIgnoreCase("SHA-256");
        String qop = said.getOrDefault("qop", "");
        boolean protects = qop.isEmpty() || qop.matches("(?i)(.*,\\s*)?auth(\\s*,.*)?");
        if (!known || !protects || !said.containsKey("nonce")) {
            return Optional.empty();
        }
        return Optional.of(digest(said, algorithm, method, uri, qop.isEmpty() ? "" : clientNonce));
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> all = new HashMap<>();
        Matcher found = PARAMETER.matcher(text);
        while (found.find()) {
            String quoted = found.group(2);
            all.put(found.group(1).toLowerCase(Locale.ROOT), quoted == null ? found.group(3) : quoted);
        }
        return all;
    }

    /** @param clientNonce empty for the form of RFC 2069, which knows none */
    private String digest(Map<String, String> said, String algorithm, String method, String uri, String clientNonce) {
        String realm = said.getOrDefault("realm", "");
        String nonce = said.getOrDefault("nonce", "");
        String who = hash(algorithm, login.user() + ":" + realm + ":" + login.password());
        String what = hash(algorithm, method + ":" + uri);
        String middle = clientNonce.isEmpty() ? nonce : nonce + ":" + FIRST_USE + ":" + clientNonce + ":auth";
        var header = new StringBuilder("Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\""
                .formatted(login.user(), realm, nonce, uri));
        header.append(", algorithm=").append(algorithm);
        header.append(", response=\"")
                .append(hash(algorithm, who + ":" + middle + ":" + what))
                .append('"');
        if (!clientNonce.isEmpty()) {
            header.append(", qop=auth, nc=")
                    .append(FIRST_USE)
                    .append(", cnonce=\"")
                    .append(clientNonce)
                    .append('"');
        }
        if (said.containsKey("opaque")) {
            header.append(", opaque=\"").append(said.get("opaque")).append('"');
        }
        return header.toString();
    }

    private static String hash(String algorithm, String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
