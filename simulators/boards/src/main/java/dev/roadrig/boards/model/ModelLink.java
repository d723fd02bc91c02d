package dev.roadrig.boards.model;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.time.Ticker;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The link between a modelled board and its cloud: one TCP connection, and a way each for what goes up and down. */
final class ModelLink {
    private final Ticker ticker;
    private final Map<Direction, ModelWay> ways = new EnumMap<>(Direction.class);

    /**
     * @param profile null for a link that adds nothing
     * @param driveZero drive time 0 on the timeline; {@link Long#MAX_VALUE} while it is not known
     */
    ModelLink(Ticker ticker, @Nullable LinkProfile profile, LongSupplier driveZero, long seed) {
        this.ticker = ticker;
        if (profile != null) {
            for (Direction direction : Direction.values()) {
                ways.put(direction, new ModelWay(ticker, profile, direction, driveZero, seed));
            }
        }
    }

    /** @param there is run when the last byte is there; never, if that is never */
    void send(long bytes, Direction direction, Runnable there) {
        ModelWay way = ways.get(direction);
        if (way == null) {
            ticker.at(ticker.nanos(), there);
        } else {
            way.send(bytes, there);
        }
    }
}
