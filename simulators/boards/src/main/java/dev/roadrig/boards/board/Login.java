package dev.roadrig.boards.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;

/** Who a board says it is and whom it lets in: its host key, the one user's key and password, all made afresh. */
final class Login {
    private static final int PASSWORD_BYTES = 12;

    private final KeyPair hostKey;
    private final KeyPair userKey;
    private final Path keyFile;
    private final String password;

    private Login(Path keyFile) throws IOException {
        this.keyFile = keyFile;
        hostKey = SshKeys.generate();
        userKey = SshKeys.generate();
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        password = HexFormat.of().formatHex(bytes);
    }

    /** Makes a login and writes the user's private key into a folder. */
    static Login fresh(Path folder) throws IOException {
        var login = new Login(folder.resolve("id_ed25519"));
        SshKeys.write(login.userKey, login.keyFile);
        return login;
    }

    BoardSsh server() throws IOException {
        return new BoardSsh(hostKey, userKey, password);
    }

    String password() {
        return password;
    }

    /** What a rack has to know, by the names that BoardMain prints. */
    Map<String, Object> announced(boolean wrongHostKey) throws IOException {
        KeyPair told = wrongHostKey ? SshKeys.generate() : hostKey;
        return Map.of(
                "ssh-user",
                "root",
                "host-key",
                SshKeys.text(told.getPublic()),
                "key-file",
                keyFile.toString(),
                "password",
                password);
    }

    /** Takes the key's file away. */
    void close() throws IOException {
        Files.deleteIfExists(keyFile);
    }
}
