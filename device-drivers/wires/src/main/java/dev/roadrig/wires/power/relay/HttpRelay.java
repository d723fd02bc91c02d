package dev.roadrig.wires.power.relay;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.SupplyFaults;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** A relay that is switched over HTTP. Its word is its contact's order, and not what the board sees. */
public final class HttpRelay implements BoardSupply {
    private static final Duration READ_BACK = Duration.ofMillis(200);

    private final String name;
    private final RelayPlace place;
    private final Ticker ticker;
    private final RelayDialect dialect;
    private final RelayHttp http;

    /** @param name of the supply in faults */
    public HttpRelay(String name, RelayPlace place, Ticker ticker) {
        this.name = name;
        this.place = place;
        this.ticker = ticker;
        dialect = switch (place.kind()) {
            case TASMOTA -> new Tasmota(place.relay());
            case SHELLY_1 -> new ShellyFirst(place.relay());
            case SHELLY_2 -> new ShellyRpc(place.relay());
        };
        http = new RelayHttp(name, place.url(), place.login(), place.kind() == RelayPlace.Kind.TASMOTA, ticker);
    }

    /**
     * Orders and asks until the relay says so.
     *
     * @throws RigFault {@code supply.stuck}, or {@code supply.lost}, {@code supply.denied}, {@code supply.refused},
     *     {@code supply.garbled}
     */
    @Override
    public void set(boolean on, Deadline deadline) throws RigFault, InterruptedException {
        dialect.order(http, on, deadline);
        while (isOn(deadline) != on) {
            Deadline next = ticker.in(READ_BACK);
            if (next.atNanos() >= deadline.atNanos()) {
                throw SupplyFaults.stuck(name, on);
            }
            boolean unused = ticker.await(() -> false, next);
        }
    }

    @Override
    public boolean isOn(Deadline deadline) throws RigFault {
        return dialect.state(http, deadline).on();
    }

    @Override
    public OptionalDouble amperes(Deadline deadline) throws RigFault {
        return dialect.state(http, deadline).amperes();
    }

    @Override
    public void requireOn(Deadline deadline) throws RigFault {
        if (!isOn(deadline)) {
            throw SupplyFaults.off(name);
        }
    }

    @Override
    public String reading(Deadline deadline) throws RigFault {
        RelayDialect.State state = dialect.state(http, deadline);
        String amperes = state.amperes().isPresent()
                ? String.format(Locale.ROOT, "%.3f A", state.amperes().getAsDouble())
                : "it measures no current";
        return amperes + (state.more().isEmpty() ? "" : "; " + state.more()) + ", by " + place.text();
    }

    @Override
    public void close() {
        // Every question has a connection of its own.
    }
}
