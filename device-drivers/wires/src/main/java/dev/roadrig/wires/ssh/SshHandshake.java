package dev.roadrig.wires.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchHostKeyException;
import com.jcraft.jsch.Session;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try to connect and log in, and what its failure says about whose it is. */
final class SshHandshake {
    private static final int KEEP_ALIVES_LOST = 3;

    private final SshTarget target;
    private final SshSocket socket;
    private final PinnedHostKey hostKey;
    private final JSch jsch = new JSch();

    SshHandshake(SshTarget target, SshSocket socket) {
        this.target = target;
        this.socket = socket;
        this.hostKey = new PinnedHostKey(target);
    }

    /**
     * Connects and logs in; the library's own time-out bounds single reads only, so the socket is closed at the
     * deadline.
     *
     * @throws JSchException when there was no answer, or not yet
     * @throws RunFault when there was one that no later try would change
     */
    Session connect(Ticker ticker, Deadline deadline) throws JSchException, RunFault {
        Session session = session();
        var watchdog = ticker.at(deadline.atNanos(), this::cut);
        try {
            session.connect((int) Math.max(1, deadline.left(ticker).toMillis()));
            return session;
        } catch (JSchException e) {
            session.disconnect();
            Optional<RunFault> verdict = verdict(e);
            if (verdict.isPresent()) {
                throw verdict.get();
            }
            throw e;
        } finally {
            watchdog.cancel();
        }
    }

    private Session session() throws JSchException, RigFault {
        Session session = jsch.getSession(target.user(), target.host(), target.port());
        session.setHostKeyRepository(hostKey);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("server_host_key", hostKey.algorithms());
        session.setSocketFactory(socket);
        session.setDaemonThread(true);
        session.setThreadFactory(work -> {
            var thread = new Thread(work, target.threads() + "-ssh");
            thread.setDaemon(true);
            return thread;
        });
        session.setServerAliveInterval((int) target.keepAlive().toMillis());
        session.setServerAliveCountMax(KEEP_ALIVES_LOST);
        if (target.login() instanceof SshTarget.Login.Password password) {
            session.setConfig("PreferredAuthentications", "password,keyboard-interactive");
            session.setPassword(password.password().getBytes(StandardCharsets.UTF_8));
        } else if (target.login() instanceof SshTarget.Login.Key key) {
            session.setConfig("PreferredAuthentications", "publickey");
            addKey(key);
        }
        return session;
    }

    private void addKey(SshTarget.Login.Key key) throws RigFault {
        try {
            jsch.addIdentity(key.privateKey().toString());
        } catch (JSchException e) {
            throw unusable(key, e.getMessage());
        }
        // The library would say no more than that the login failed, and only when it is asked for by the board.
        for (Identity identity : jsch.getIdentityRepository().getIdentities()) {
            if (identity.isEncrypted()) {
                throw unusable(key, "it has a passphrase, which nobody is here to type");
            }
        }
    }

    private RigFault unusable(SshTarget.Login.Key key, @Nullable String why) {
        return new RigFault(
                "ssh.login",
                "The key %s for %s can't be used: %s. Write an OpenSSH or PEM key without a passphrase."
                        .formatted(key.privateKey(), target.board(), why));
    }

    private void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that can't be closed is not open; the waiting read has its own time-out.
        }
    }

    /** A fault that stays however often one tries; empty where the board may only not be ready yet. */
    private Optional<RunFault> verdict(JSchException e) {
        var said = new Evidence("what the far side said", socket.greeting());
        if (e instanceof JSchHostKeyException || (e instanceof JSchAlgoNegoFailException && noSuchKeyType(e))) {
            return Optional.of(new RigFault(
                    "ssh.host-key",
                    "%s at %s is not the board that the rack knows: %s. It is the wrong board, or it was flashed anew; look, then enrol it again."
                            .formatted(target.board(), target.address(), hostKey.difference()),
                    said));
        }
        if (e instanceof JSchAlgoNegoFailException) {
            return Optional.of(new RigFault(
                    "ssh.algorithms",
                    "%s at %s offers no algorithm that is safe to use: %s. Update its SSH server."
                            .formatted(target.board(), target.address(), e.getMessage()),
                    said));
        }
        if (hostKey.accepted() && saysLogin(e)) {
            return Optional.of(new RigFault(
                    "ssh.login",
                    "%s does not let %s in by %s: %s. Correct `shell` in the rack, or put the key on the board."
                            .formatted(target.board(), target.address(), way(), e.getMessage()),
                    said));
        }
        if (e.getCause() instanceof UnknownHostException) {
            return Optional.of(new RigFault(
                    "ssh.no-answer",
                    "The name %s of %s is not known to this host. Correct `shell` in the rack."
                            .formatted(target.host(), target.board())));
        }
        if (!socket.greeting().isEmpty() && !socket.greeting().contains("SSH-")) {
            return Optional.of(new RigFault(
                    "ssh.not-ssh",
                    "What answers for %s at %s is not SSH. Correct the port in the rack."
                            .formatted(target.board(), target.address()),
                    said));
        }
        return Optional.empty();
    }

    private static boolean noSuchKeyType(JSchException e) {
        return String.valueOf(e.getMessage()).contains("server_host_key");
    }

    private static boolean saysLogin(JSchException e) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith("Auth ") || message.contains("uthentication");
    }

    private String way() {
        return target.login() instanceof SshTarget.Login.Key key ? "key " + key.privateKey() : "password";
    }

    /** How far it came, for the fault of a board that never answered. */
    String stage() {
        if (!socket.connected()) {
            return "no TCP connection";
        }
        return socket.greeting().isEmpty() ? "connected, but no SSH banner" : "banner '" + socket.greeting() + "'";
    }
}
