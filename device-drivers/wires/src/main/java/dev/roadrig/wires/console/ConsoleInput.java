package dev.roadrig.wires.console;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hands on a console: types no faster than the board takes it. */
final class ConsoleInput {
    private final Console console;
    private final ConsoleLogin.Typing typing;
    private final Ticker ticker;

    ConsoleInput(Console console, ConsoleLogin.Typing typing, Ticker ticker) {
        this.console = console;
        this.typing = typing;
        this.ticker = ticker;
    }

    void type(String text, Deadline deadline) throws RunFault, InterruptedException {
        type(text, console::write, deadline);
    }

    /** As above, of what nobody may see. */
    void typeSecret(String text, Deadline deadline) throws RunFault, InterruptedException {
        type(text, console::writeSecret, deadline);
    }

    private interface Key {
        void press(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException;
    }

    private void type(String text, Key key, Deadline deadline) throws RunFault, InterruptedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += typing.chunkBytes()) {
            int to = Math.min(bytes.length, from + typing.chunkBytes());
            key.press(Arrays.copyOfRange(bytes, from, to), deadline);
            if (!typing.delay().isZero()) {
                ticker.await(() -> false, ticker.in(typing.delay()));
            }
        }
    }
}
