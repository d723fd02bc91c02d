package dev.roadrig.wires.ssh;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/**
 * How a board is reached by SSH, and by which key it is known.
 *
 * @param board names threads and faults
 * @param role tells a board's connections apart in the names of threads, such as {@code control}; empty for an only one
 * @param port above 0
 * @param hostKey {@code keytype base64}, as a known_hosts file has it after the host; nothing else is ever accepted
 * @param keepAlive between two keep-alives; after three without an answer the link is lost
 */
public record SshTarget(
        String board,
        String role,
        String host,
        int port,
        String user,
        Login login,
        String hostKey,
        Duration keepAlive) {
    private static final Duration DEFAULT_KEEP_ALIVE = Duration.ofSeconds(1);

    public SshTarget {
        if (port < 1 || port > 65_535) {
            throw new BadInput("The SSH port of %s is %d; write 1 to 65535.".formatted(board, port));
        }
        String[] words = hostKey.strip().split("\\s+");
        if (words.length < 2 || !isBase64(words[1])) {
            throw new BadInput(
                    "The host key of %s is '%s'; write `keytype base64`, as `ssh-keyscan` prints it after the host."
                            .formatted(board, hostKey));
        }
        hostKey = words[0] + " " + words[1];
    }

    /** A target with the usual keep-alive of one second. */
    public SshTarget(String board, String host, int port, String user, Login login, String hostKey) {
        this(board, host, port, user, login, hostKey, DEFAULT_KEEP_ALIVE);
    }

    /** A board's only connection. */
    public SshTarget(
            String board, String host, int port, String user, Login login, String hostKey, Duration keepAlive) {
        this(board, "", host, port, user, login, hostKey, keepAlive);
    }

    /** The same for one of a board's connections. */
    public SshTarget as(String connection) {
        return new SshTarget(board, connection, host, port, user, login, hostKey, keepAlive);
    }

    private static boolean isBase64(String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** How a user proves who it is. */
    public sealed interface Login {
        /** With a private key without a passphrase, OpenSSH or PEM. */
        record Key(Path privateKey) implements Login {}

        /** With a password: for enrolling a board, keys afterwards. */
        record Password(String password) implements Login {
            @Override
            public String toString() {
                return "Password[masked]";
            }
        }
    }

    String keyType() {
        return hostKey.substring(0, hostKey.indexOf(' '));
    }

    byte[] keyBytes() {
        return Base64.getDecoder().decode(hostKey.substring(hostKey.indexOf(' ') + 1));
    }

    /** What names of threads begin with. */
    String threads() {
        return "rr-" + board + (role.isEmpty() ? "" : "-" + role);
    }

    /** Where and who, for faults: never with a secret. */
    String address() {
        return "%s@%s:%d".formatted(user, host, port);
    }
}
