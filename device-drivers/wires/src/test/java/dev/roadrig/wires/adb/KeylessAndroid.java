package dev.roadrig.wires.adb;

import dev.roadrig.boards.adb.EmulatedAndroid;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** An emulated Android board that asks for no key, and a link to it. */
final class KeylessAndroid implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(30);

    final RealTicker ticker = new RealTicker("test");
    final EmulatedAndroid android;
    final AdbLink link;

    KeylessAndroid(String name, Path folder) throws Exception {
        android = new EmulatedAndroid(name, ticker, folder, Optional.empty(), Duration.ZERO, Duration.ZERO);
        link = AdbLink.connect(
                new AdbTarget(name, "127.0.0.1", android.port(), Optional.empty()), ticker, ticker.in(LONG));
    }

    String said(String commandLine) throws Exception {
        return link.shell().run(commandLine, ticker.in(LONG)).out();
    }

    @Override
    public void close() throws IOException {
        link.close();
        android.close();
        ticker.close();
    }
}
