package dev.roadrig.wires.power.relay;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.SupplyFaults;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a relay over HTTP, a connection a question: these devices keep few open, and drop them when they like. Of a login
 * nothing is sent before the relay asks for it, unless the dialect has it so.
 */
final class RelayHttp {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int NONCE_BYTES = 16;
    private static final int LAST_GOOD = 299;

    private final String name;
    private final URI base;
    private final Optional<RelayLogin> login;
    private final boolean basicAtOnce;
    private final Ticker ticker;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param name of the supply in faults
     * @param basicAtOnce for a relay that asks for nothing
     */
    RelayHttp(String name, URI base, Optional<RelayLogin> login, boolean basicAtOnce, Ticker ticker) {
        this.name = name;
        this.base = base;
        this.login = login;
        this.basicAtOnce = basicAtOnce;
        this.ticker = ticker;
    }

    /** An answer: its status and its body. */
    private record Answer(int status, @Nullable String challenge, String body) {}

    /**
     * Asks for a path with its query.
     *
     * @throws RigFault {@code supply.lost} for no answer, {@code supply.denied} for a login that is wrong or missing,
     *     {@code supply.refused} for an answer other than 2xx, {@code supply.garbled} for one that is no object of JSON
     */
    JsonValue.Members get(String path, Deadline deadline) throws RigFault {
        Answer answer = exchange(path, deadline);
        if (answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED
                || answer.status() == HttpURLConnection.HTTP_FORBIDDEN) {
            throw denied();
        }
        if (answer.status() < HttpURLConnection.HTTP_OK || answer.status() > LAST_GOOD) {
            throw refused(path, "status " + answer.status() + ", " + answer.body());
        }
        try {
            if (JsonText.read(answer.body()) instanceof JsonValue.Members members) {
                return members;
            }
        } catch (BadInput e) {
            // Told below with what it was.
        }
        throw garbled(path, answer.body());
    }

    private Answer exchange(String path, Deadline deadline) throws RigFault {
        try {
            if (login.isEmpty()) {
                return once(path, null, deadline);
            }
            var authorization = new Authorization(login.get());
            Answer first = once(path, basicAtOnce ? authorization.basic() : null, deadline);
            String challenge = first.challenge();
            if (first.status() != HttpURLConnection.HTTP_UNAUTHORIZED || challenge == null) {
                return first;
            }
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Optional<String> header = authorization.answer(
                    challenge, "GET", base.getRawPath() + path, HexFormat.of().formatHex(nonce));
            return header.isEmpty() ? first : once(path, header.get(), deadline);
        } catch (SocketTimeoutException e) {
            throw lost(path, "no answer by the deadline");
        } catch (IOException e) {
            throw lost(path, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private Answer once(String path, @Nullable String authorization, Deadline deadline) throws IOException {
        var connection = (HttpURLConnection) URI.create(base + path).toURL().openConnection(Proxy.NO_PROXY);
        try {
            connection.setConnectTimeout(leftMillis(deadline));
            connection.setReadTimeout(leftMillis(deadline));
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestProperty("Connection", "close");
            if (authorization != null) {
                connection.setRequestProperty("Authorization", authorization);
            }
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("its answer is none of HTTP");
            }
            InputStream in = connection.getErrorStream();
            byte[] body = status <= LAST_GOOD
                    ? read(connection.getInputStream(), deadline)
                    : in == null ? new byte[0] : read(in, deadline);
            return new Answer(
                    status, connection.getHeaderField("WWW-Authenticate"), new String(body, StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }

    private byte[] read(InputStream in, Deadline deadline) throws IOException {
        byte[] all = new byte[MOST_BYTES];
        int filled = 0;
        for (int n = 0; n >= 0 && filled < all.length; filled += Math.max(n, 0)) {
            int unused = leftMillis(deadline);
            n = in.read(all, filled, all.length - filled);
        }
        return Arrays.copyOf(all, filled);
    }

    private int leftMillis(Deadline deadline) throws SocketTimeoutException {
        long millis = deadline.left(ticker).toMillis();
        if (millis == 0) {
            throw new SocketTimeoutException("no answer by the deadline");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }

    private RigFault lost(String path, String why) {
        return new RigFault(
                "supply.lost",
                "The relay of %s at %s did not answer %s: %s. Check that it has power and is on the network."
                        .formatted(name, base, path, why));
    }

    RigFault denied() {
        return new RigFault(
                "supply.denied",
                login.isEmpty()
                        ? "The relay of %s at %s wants a login. Write user: and password: beside its url in the rack file."
                                .formatted(name, base)
                        : "The relay of %s at %s does not take the login of %s. Check user and password in the rack file."
                                .formatted(name, base, login.get().user()));
    }

    RigFault refused(String path, String why) {
        return new RigFault(
                "supply.refused",
                "The relay of %s at %s did not take %s: %s. Check its kind and its number in the rack file."
                        .formatted(name, base, path, SupplyFaults.shown(why)));
    }

    RigFault garbled(String path, String answer) {
        return SupplyFaults.garbled(
                name,
                path + " at " + base,
                answer,
                "Check that this is a relay, and of the kind that the rack file says.");
    }
}
