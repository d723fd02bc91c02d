package dev.roadrig.harness.rack;

import dev.roadrig.wires.power.ScpiAddress;
import dev.roadrig.wires.power.command.CommandPlan;
import dev.roadrig.wires.power.command.HubPlace;
import dev.roadrig.wires.power.relay.RelayLogin;
import dev.roadrig.wires.power.relay.RelayPlace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Commands of this host; {@link CommandPlan} says what each is for. */
    record Command(RackCommand on, RackCommand off, Optional<RackCommand> state, Duration within) implements PowerWire {
        @Override
        public String text() {
            return "command " + on.text();
        }

        @Override
        public List<Secret> secrets() {
            return Stream.of(Stream.of(on, off), state.stream())
                    .flatMap(each -> each)
                    .flatMap(each -> each.secrets().stream())
                    .toList();
        }

        /** With its secrets revealed. */
        public CommandPlan plan() {
            return new CommandPlan(on.reveal(), off.reveal(), state.map(RackCommand::reveal), within);
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
