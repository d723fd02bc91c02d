package dev.roadrig.wires.power.relay;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a relay is and how it is spoken to.
 *
 * @param url without a path
 * @param relay its number: Tasmota counts from 1, Shelly from 0
 */
public record RelayPlace(Kind kind, URI url, int relay, Optional<RelayLogin> login) {
    /** A make of relay. */
    public enum Kind {
        TASMOTA("tasmota"),
        SHELLY_1("shelly"),
        SHELLY_2("shelly");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /**
     * Reads a URL as a rack writes it.
     *
     * @throws BadInput for one that is none, has a path, or holds a login
     */
    public static URI url(String text) {
        String example = "; write http://HOST or http://HOST:PORT";
        if (text.contains("@")) {
            throw new BadInput("a login never stands in the address; write user: and password: beside it");
        }
        URI url;
        try {
            url = URI.create(text.replaceFirst("/$", ""));
        } catch (IllegalArgumentException e) {
            throw new BadInput(Wording.quote(text) + " is no address" + example, e);
        }
        boolean http = url.getScheme() != null
                && url.getScheme().toLowerCase(Locale.ROOT).matches("https?")
                && url.getHost() != null;
        if (!http || !url.getRawPath().isEmpty() || url.getRawQuery() != null) {
            throw new BadInput(Wording.quote(text) + " is no address of a relay" + example);
        }
        return url;
    }

    /** For people. */
    public String text() {
        return kind.word + " " + url + " relay " + relay;
    }
}
