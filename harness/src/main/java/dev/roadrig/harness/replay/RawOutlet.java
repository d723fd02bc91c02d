package dev.roadrig.harness.replay;

import java.io.IOException;
import java.io.OutputStream;

/** The messages' bytes one after another, and nothing between them. */
final class RawOutlet implements Outlet {
    private final OutputStream out;

    /** @param out should not gather bytes: the consumer wants each message in time */
    RawOutlet(OutputStream out) {
        this.out = out;
    }

    @Override
    public void take(ReplayMessage message) throws IOException {
        message.data().writeTo(out);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
