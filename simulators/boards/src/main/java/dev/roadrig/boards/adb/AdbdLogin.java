package dev.roadrig.boards.adb;

import dev.roadrig.boards.adb.AdbFrame.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;

/** How a connection begins: CNXN, a token to sign until a known key has, CNXN back. */
record AdbdLogin(List<AdbPublicKey> known, boolean secure, String features) {
    private static final int TOKEN = 1;
    private static final int SIGNATURE = 2;
    private static final int TOKEN_BYTES = 20;
    private static final int VERSION = 0x0100_0001;

    AdbdLogin {
        known = List.copyOf(known);
    }

    /** Lets a host in. Throws when it says something else, or hangs up; a key that is not known is waited behind. */
    void letIn(InputStream in, AdbdStream.FrameWriter out) throws IOException {
        AdbFrame hello = AdbFrame.read(in);
        if (hello.kind() != Kind.CNXN) {
            throw new IOException("a connection begins with CNXN");
        }
        if (secure) {
            authenticate(in, out);
        }
        String banner = "device::ro.product.name=rr_dashcam;ro.product.model=Emulated;ro.product.device=rr;features="
                + features;
        out.write(new AdbFrame(
                Kind.CNXN,
                Math.min(VERSION, hello.arg0()),
                AdbFrame.MOST_PAYLOAD_BYTES,
                banner.getBytes(StandardCharsets.UTF_8)));
    }

    private void authenticate(InputStream in, AdbdStream.FrameWriter out) throws IOException {
        var random = new SecureRandom();
        while (true) {
            byte[] token = new byte[TOKEN_BYTES];
            random.nextBytes(token);
            out.write(new AdbFrame(Kind.AUTH, TOKEN, 0, token));
            AdbFrame answer = AdbFrame.read(in);
            while (answer.kind() != Kind.AUTH || answer.arg0() != SIGNATURE) {
                // A public key: a real board's screen asks now, and nobody answers.
                answer = AdbFrame.read(in);
            }
            byte[] signature = answer.payload();
            if (known.stream().anyMatch(key -> key.signed(token, signature))) {
                return;
            }
        }
    }
}
