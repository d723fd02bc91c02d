package dev.roadrig.wires.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A known-hosts list of one key for one connection, which learns nothing and remembers what was shown to it. */
final class PinnedHostKey implements HostKeyRepository {
    private final SshTarget target;
    private byte @Nullable [] shown;

    PinnedHostKey(SshTarget target) {
        this.target = target;
    }

    @Override
    public synchronized int check(String host, byte[] key) {
        shown = key.clone();
        return MessageDigest.isEqual(key, target.keyBytes()) ? OK : CHANGED;
    }

    /** Whether the board has shown the right key, so that what follows is the login. */
    synchronized boolean accepted() {
        byte[] key = shown;
        return key != null && MessageDigest.isEqual(key, target.keyBytes());
    }

    /** What was shown and what is wanted, as {@code ssh-keygen -l} writes fingerprints. */
    synchronized String difference() {
        byte[] key = shown;
        return "wanted %s %s, shown %s"
                .formatted(
                        target.keyType(),
                        fingerprint(target.keyBytes()),
                        key == null ? "none of that type" : fingerprint(key));
    }

    static String fingerprint(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What to ask the board for: its pinned type only, since a key of another type could not be compared. */
    String algorithms() {
        return target.keyType().equals("ssh-rsa") ? "rsa-sha2-512,rsa-sha2-256" : target.keyType();
    }

    @Override
    public void add(HostKey hostKey, UserInfo ui) {
        throw new UnsupportedOperationException("no key is ever learned");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("no key is ever forgotten");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        throw new UnsupportedOperationException("no key is ever forgotten");
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "the rack's key of " + target.board();
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey(null, null);
    }

    @Override
    public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
        try {
            String name = "[%s]:%d".formatted(target.host(), target.port());
            return new HostKey[] {new HostKey(name, target.keyBytes())};
        } catch (JSchException e) {
            return new HostKey[0];
        }
    }
}
