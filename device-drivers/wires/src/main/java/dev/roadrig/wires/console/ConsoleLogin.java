package dev.roadrig.wires.console;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to log in on a console and how fast to type there.
 *
 * @param user who logs in
 * @param password null where none is asked for
 * @param silence how long a console is still before an empty line is sent to wake it, and how long a shell whose line may
 *     be open takes to answer a probe; it is given twice as long each time that all ways out of the line were in vain
 * @param typing how fast
 */
public record ConsoleLogin(String user, @Nullable String password, Duration silence, Typing typing) {
    private static final Duration DEFAULT_SILENCE = Duration.ofSeconds(2);

    /** With the usual two seconds of silence and no delay between characters. */
    public ConsoleLogin(String user, @Nullable String password) {
        this(user, password, DEFAULT_SILENCE, Typing.AT_ONCE);
    }

    @Override
    public String toString() {
        return "ConsoleLogin[user=" + user + "]";
    }

    /**
     * How fast a board takes what is typed: some drop what comes faster.
     *
     * @param chunkBytes sent at a time, at least 1
     * @param delay between two chunks
     */
    public record Typing(int chunkBytes, Duration delay) {
        public static final Typing AT_ONCE = new Typing(4096, Duration.ZERO);

        /** How long the delays of so many bytes are. */
        Duration timeFor(int bytes) {
            return delay.multipliedBy((bytes + chunkBytes - 1) / chunkBytes);
        }

        public Typing {
            if (chunkBytes < 1 || delay.isNegative()) {
                throw new IllegalArgumentException("types at least one byte at a time, after no negative delay");
            }
        }
    }
}
