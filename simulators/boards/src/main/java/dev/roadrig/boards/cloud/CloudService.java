package dev.roadrig.boards.cloud;

import dev.roadrig.agent.Agent;
import dev.roadrig.agent.AgentConfig;
import dev.roadrig.agent.BoardTime;
import dev.roadrig.agent.Pacer;
import dev.roadrig.agent.SensorRoot;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A cloud that infers, on a port of its own, of the loopback if not said otherwise: an agent without sensors, so that the same card gives the same answers as on
 * the edge.
 */
public final class CloudService implements AutoCloseable {
    private static final Path NOTHING = Path.of("/nonexistent");

    private final RealTicker ticker;
    private final Agent agent;

    private CloudService(RealTicker ticker, Agent agent) {
        this.ticker = ticker;
        this.agent = agent;
    }

    /**
     * Loads the model and listens on any free loopback port.
     *
     * @param name names its threads {@code rr-NAME-ROLE}
     * @param card of the model
     * @param token of its own, which the agent is told in Place
     * @param serviceTime that every frame takes at least, from the begin of its work; zero for as long as it takes
     * @throws BadInput when the model cannot be used
     * @throws IOException when no port can be had
     */
    public static CloudService start(String name, ModelCard card, String token, Duration serviceTime)
            throws IOException {
        return start(name, card, token, serviceTime, InetAddress.getLoopbackAddress());
    }

    /**
     * The same on another address of this host, for a board that comes to it over a wire.
     *
     * @param address the only one on which it listens
     */
    public static CloudService start(
            String name, ModelCard card, String token, Duration serviceTime, InetAddress address) throws IOException {
        var ticker = new RealTicker(name);
        try {
            Pacer pacer = serviceTime.isZero() ? Pacer.MEASURED : new ServicePacer(ticker, serviceTime);
            Agent agent = Agent.start(
                    AgentConfig.of(name, card, token).withRoot(NOTHING).withHost(address.getHostAddress()),
                    BoardTime.of(ticker),
                    pacer,
                    new SensorRoot(NOTHING, NOTHING));
            return new CloudService(ticker, agent);
        } catch (IOException | RuntimeException e) {
            ticker.close();
            throw e;
        }
    }

    /** On loopback. */
    public int port() {
        return agent.port();
    }

    @Override
    public void close() {
        agent.close();
        ticker.close();
    }
}
