package dev.roadrig.boards.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may switch a relay: the first ones ask for a basic login, Shelly's second generation for a digest by SHA-256. */
public record RelayDoor(String user, String password) {
    private static final String REALM = "shellyplus1pm-a8032ab636ec";
    private static final String NONCE = "1790330400";

    /** What opens it is asked for by this; empty for a request that may pass. */
    Optional<String> challenge(RelayMake make, String method, String uri, @Nullable String authorization) {
        boolean digest = make == RelayMake.SHELLY_2;
        String wanted = digest ? digest(method, uri, authorization == null ? "" : authorization) : basic();
        if (wanted.equals(authorization)) {
            return Optional.empty();
        }
        return Optional.of(
                digest
                        ? "Digest qop=\"auth\", realm=\"%s\", nonce=\"%s\", algorithm=SHA-256".formatted(REALM, NONCE)
                        : "Basic realm=\"relay\"");
    }

    private String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    /** The header that this request has to bring, with the client's own nonce in it. */
    private String digest(String method, String uri, String authorization) {
        String client = part(authorization, "cnonce=\"([^\"]*)\"");
        String count = part(authorization, "nc=([0-9a-f]{8})");
        String secret = sha256(user + ":" + REALM + ":" + password);
        String response =
                sha256(secret + ":" + NONCE + ":" + count + ":" + client + ":auth:" + sha256(method + ":" + uri));
        boolean right = authorization.startsWith("Digest ")
                && part(authorization, "username=\"([^\"]*)\"").equals(user)
                && part(authorization, "response=\"([^\"]*)\"").equals(response);
        return right ? authorization : "";
    }

    private static String part(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return user + ", password not shown";
    }
}
