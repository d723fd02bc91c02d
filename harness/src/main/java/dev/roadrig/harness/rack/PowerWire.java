package dev.roadrig.harness.rack;

import dev.roadrig.wires.power.ScpiAddress;
import dev.roadrig.wires.power.command.CommandPlan;
import dev.roadrig.wires.power.command.HubPlace;
import dev.roadrig.wires.power.relay.RelayLogin;
import dev.roadrig.wires.power.relay.RelayPlace;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What switches one supply of a board. */
public sealed interface PowerWire {
    /** What it is and where, for people. */
    String text();

    /** To be masked in everything that is written. */
    default List<Secret> secrets() {
        return List.of();
    }

    /** A bench supply that speaks SCPI; its address may wait for what the board's process announces. */
    record Scpi(ScpiAddress address) implements PowerWire {
        @Override
        public String text() {
            return "scpi " + address;
        }
    }

    /** QEMU's own control socket, a path. */
    record Qmp(String socket) implements PowerWire {
        @Override
        public String text() {
            return "qmp " + socket;
        }
    }

    /** Commands of this host. */
    record Command(CommandPlan plan) implements PowerWire {
        @Override
        public String text() {
            return plan.text();
        }
    }

    /** A port of a USB hub. */
    record Hub(HubPlace place) implements PowerWire {
        @Override
        public String text() {
            return "uhubctl " + place;
        }
    }

    /**
     * A relay on the network.
     *
     * @param relay counted as its make does
     * @param user who may switch it, where it asks
     */
    record Relay(RelayPlace.Kind kind, URI url, int relay, String user, Optional<Secret> password)
            implements PowerWire {
        @Override
        public String text() {
            return new RelayPlace(kind, url, relay, Optional.empty()).text();
        }

        @Override
        public List<Secret> secrets() {
            return password.stream().toList();
        }

        /** With its login revealed. */
        public RelayPlace place() {
            return new RelayPlace(kind, url, relay, password.map(secret -> new RelayLogin(user, secret.reveal())));
        }
    }
}
