package dev.roadrig.wires.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SSH server on the loopback with a real shell of this host behind it. */
public final class LoopbackSshd implements AutoCloseable {
    /** A command that this server ends without a status, as servers do that do not know how it ended. */
    static final String ENDS_UNTOLD = "ends untold";

    private final KeyPair hostKey;
    private volatile SshServer server;
    /** Where in its file each write and each read by SFTP began. */
    final SftpOffsets offsets = new SftpOffsets();
    /** What was asked to be run, in order. */
    final List<String> commands = new CopyOnWriteArrayList<>();
    /** How many of the next sessions are refused, as servers do that have not freed one yet that was closed. */
    final AtomicInteger refusals = new AtomicInteger();
    /** What is run when something is asked for. */
    volatile UnaryOperator<String> instead = UnaryOperator.identity();

    public LoopbackSshd(KeyPair hostKey) throws IOException {
        this.hostKey = hostKey;
        server = open(0);
    }

    private SshServer open(int port) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setPort(port);
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, session) -> user.equals("rig") && password.equals("secret"));
        server.setCommandFactory((channel, command) -> {
            commands.add(command);
            String run = instead.apply(command);
            return command.equals(ENDS_UNTOLD)
                    ? new EndsUntold()
                    : new ProcessShellFactory(run, "sh", "-c", run).createShell(channel);
        });
        var sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(offsets);
        server.setSubsystemFactories(List.of(sftp));
        server.setChannelFactories(List.of(new Sessions(), DirectTcpipFactory.INSTANCE));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.start();
        return server;
    }

    private final class Sessions extends ChannelSessionFactory {
        @Override
        public Channel createChannel(Session session) {
            return new ChannelSession() {
                @Override
                public OpenFuture open(long recipient, long window, long packet, Buffer buffer) {
                    if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
                        return super.open(recipient, window, packet, buffer);
                    }
                    var refused = new DefaultOpenFuture(this, this);
                    refused.setException(new SshChannelOpenException(
                            getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "open failed"));
                    return refused;
                }
            };
        }
    }

    private static final class EndsUntold implements Command {
        @Override
        public void setInputStream(InputStream in) {}

        @Override
        public void setOutputStream(OutputStream out) {}

        @Override
        public void setErrorStream(OutputStream err) {}

        @Override
        public void setExitCallback(ExitCallback callback) {}

        @Override
        public void start(ChannelSession channel, Environment environment) {
            channel.close(false);
        }

        @Override
        public void destroy(ChannelSession channel) {}
    }

    public static KeyPair newKey() throws Exception {
        return KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
    }

    int port() {
        return server.getPort();
    }

    String hostKey() {
        return PublicKeyEntry.toString(hostKey.getPublic()).strip();
    }

    public SshTarget target() {
        return new SshTarget("b", "127.0.0.1", port(), "rig", new SshTarget.Login.Password("secret"), hostKey());
    }

    /** Ends and stands there again, on the same port and with the same key. */
    void restart() throws IOException {
        int port = server.getPort();
        server.stop(true);
        server = open(port);
    }

    public void cutAll() throws IOException {
        for (var session : server.getActiveSessions()) {
            session.close(true);
        }
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    static Path file(Path folder, String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
