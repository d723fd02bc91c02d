package dev.roadrig.agent;

import dev.roadrig.scenarios.time.Ticker;
import java.util.UUID;

/** The board's clock: what every stamp of an agent is on. */
public interface BoardTime {

    /** Nanoseconds since an arbitrary origin; never goes back while the boot id stays. */
    long nanos();

    /** Changes whenever the board's clock starts anew. */
    String bootId();

    /** A clock that follows a ticker, with a boot id of its own: a ticker's origin is new with every process. */
    static BoardTime of(Ticker ticker) {
        String bootId = UUID.randomUUID().toString();
        return new BoardTime() {
            @Override
            public long nanos() {
                return ticker.nanos();
            }

            @Override
            public String bootId() {
                return bootId;
            }
        };
    }
}
