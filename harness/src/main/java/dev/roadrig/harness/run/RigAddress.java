package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.UplinkWire;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;

/** Where this host listens for boards whose own packets are the ones that the link shapes. */
final class RigAddress {
    private RigAddress() {}

    /**
     * Of this host, on the board's side; empty where the link is the relay, to which the board comes by this host's loopback.
     *
     * @throws RigFault {@code link.address} when the rack file names an address that this host does not have
     */
    static Optional<InetAddress> before(LiveBoard board) throws RigFault {
        if (board.gateway().isPresent()) {
            return Optional.of(board.gateway().get().address());
        }
        return board.rack().uplink() instanceof UplinkWire.Tc wire
                ? Optional.of(own(wire.address()))
                : Optional.empty();
    }

    static InetAddress own(String text) throws RigFault {
        String why;
        try {
            InetAddress address = InetAddress.getByName(text);
            if (NetworkInterface.getByInetAddress(address) != null) {
                return address;
            }
            why = "no interface of this host has it";
        } catch (IOException e) {
            why = String.valueOf(e.getMessage());
        }
        throw new RigFault(
                "link.address",
                "This host cannot be reached at " + text + ": " + why
                        + ". Write its address on the board's side as uplink.tc.host; `ip addr` shows it.");
    }
}
