package dev.roadrig.boards.board;

import dev.roadrig.boards.os.BoardSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.jspecify.annotations.Nullable;

/** A board's SSH server on one loopback port, up while a system runs. */
final class BoardSsh implements AutoCloseable {
    // Below the range from which Linux gives out ports for connections, so that nobody takes it while the board is off.
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final int PORT_TRIES = 200;

    private final int port;
    private final KeyPair hostKey;
    private final KeyPair userKey;
    private final String password;
    private final BoardNetwork network = new BoardNetwork();
    private @Nullable SshServer server;

    BoardSsh(KeyPair hostKey, KeyPair userKey, String password) throws IOException {
        this.port = freePort();
        this.hostKey = hostKey;
        this.userKey = userKey;
        this.password = password;
    }

    private static int freePort() throws IOException {
        @Nullable IOException failed = null;
        for (int i = 0; i < PORT_TRIES; i++) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (var probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), candidate));
                return candidate;
            } catch (IOException e) {
                failed = e;
            }
        }
        throw new IOException("No free port between " + LOWEST_PORT + " and " + HIGHEST_PORT + " for SSH.", failed);
    }

    int port() {
        return port;
    }

    /** Listens, in front of a system. */
    synchronized void start(BoardSystem system) throws IOException {
        stop();
        SshServer fresh = SshServer.setUpDefaultServer();
        fresh.setHost("127.0.0.1");
        fresh.setPort(port);
        fresh.setIoServiceFactoryFactory(network);
        fresh.setNioWorkers(2);
        fresh.setKeyPairProvider(KeyPairProvider.wrap(List.of(hostKey)));
        fresh.setPasswordAuthenticator((user, given, session) -> user.equals("root") && matches(given));
        fresh.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("root") && KeyUtils.compareKeys(key, userKey.getPublic()));
        fresh.setCommandFactory((channel, command) -> new ExecChannel(system, command));
        fresh.setShellFactory(channel -> new ExecChannel(system, ""));
        fresh.setFileSystemFactory(new VirtualFileSystemFactory(system.files().root()));
        fresh.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder()
                .withFileSystemAccessor(new NoLinks())
                .build()));
        fresh.setForwardingFilter(ForwardingFilter.asForwardingFilter(null, null, new LoopbackOnly()));
        // Without it every exec waits 36 ms for a delayed acknowledgement (facts: measured).
        CoreModuleProperties.TCP_NODELAY.set(fresh, true);
        CoreModuleProperties.IDLE_TIMEOUT.set(fresh, Duration.ZERO);
        CoreModuleProperties.STOP_WAIT_TIME.set(fresh, Duration.ofSeconds(2));
        fresh.start();
        server = fresh;
    }

    private boolean matches(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers nobody any more, and cuts nothing, until it is started or stopped. */
    void fallSilent() {
        network.fallSilent();
    }

    /** Cuts all connections and listens no more. */
    synchronized void stop() throws IOException {
        network.speak();
        if (server != null) {
            server.stop(true);
            server = null;
        }
    }

    synchronized boolean running() {
        return server != null;
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    /** Forwards from and to loopback only. */
    private static final class LoopbackOnly implements TcpForwardingFilter {
        @Override
        public boolean canListen(SshdSocketAddress address, Session session) {
            return loopback(address);
        }

        @Override
        public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
            return loopback(address);
        }

        private static boolean loopback(SshdSocketAddress address) {
            return SshdSocketAddress.isLoopback(address.getHostName());
        }
    }

    /** SFTP without links: the one way in which a path could leave the board's folder. */
    private static final class NoLinks implements SftpFileSystemAccessor {
        @Override
        public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic)
                throws IOException {
            throw new AccessDeniedException(String.valueOf(link), null, "this board's file system has no links");
        }
    }
}
