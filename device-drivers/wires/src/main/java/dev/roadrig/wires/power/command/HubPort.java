package dev.roadrig.wires.power.command;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.power.BoardSupply;
import dev.roadrig.wires.power.SupplyFaults;
import dev.roadrig.wires.program.Ended;
import dev.roadrig.wires.program.HostCommand;
import dev.roadrig.wires.program.HostProgram;
import java.util.ArrayList;
import java.util.List;

/** The power of a USB hub's port, switched by uhubctl, which must be installed on this host. */
public final class HubPort implements BoardSupply {
    private final String name;
    private final HubPlace place;
    private final HostProgram host;

    /** @param name of the supply in faults */
    public HubPort(String name, HubPlace place, Ticker ticker) {
        this.name = name;
        this.place = place;
        this.host = new HostProgram(new SupplyProgram(name), ticker);
    }

    /**
     * Switches the port and asks for its state: uhubctl says that it sent the request also where the hub did nothing.
     *
     * @throws RigFault {@code supply.stuck}, or as {@link #isOn}
     */
    @Override
    public void set(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        HubStatus unused = uhubctl(deadline, "-a", on ? "on" : "off");
        if (isOn(deadline) != on) {
            throw SupplyFaults.stuck(name, on);
        }
    }

    /**
     * Whether the port has power by the hub's own word.
     *
     * @throws RigFault {@code supply.program} where uhubctl is missing, {@code supply.denied} where this user may not,
     *     {@code supply.no-switching} where the hub is not there or has one switch for all its ports,
     *     {@code supply.garbled}
     */
    @Override
    public boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        HubStatus status = uhubctl(deadline);
        return status.on()
                .orElseThrow(() -> SupplyFaults.garbled(
                        name,
                        "the state of " + place,
                        String.join(" / ", status.hubs()) + String.join(" / ", status.port()),
                        "Check the port's number: the hub's line says how many it has."));
    }

    private HubStatus uhubctl(Deadline deadline, String... action) throws RunFault, InterruptedException {
        var words =
                new ArrayList<>(List.of(place.program(), "-l", place.location(), "-p", Integer.toString(place.port())));
        words.addAll(List.of(action));
        Ended ended = host.run(HostCommand.of(words), deadline);
        HubStatus status = HubStatus.read(ended.out(), place.port());
        String all = ended.err() + "\n" + ended.out();
        // It also warns of permissions for hubs that nobody asked about; only where none was found is that the reason.
        if (status.hubs().isEmpty() && all.contains("permission problems")) {
            throw new RigFault(
                    "supply.denied",
                    "uhubctl may not open the hub of %s: this user has no right to it. Give it one by a udev rule for the hub's vendor (SUBSYSTEM==\"usb\", ATTR{idVendor}==\"...\", MODE=\"0666\"), or run as root."
                            .formatted(name));
        }
        if (status.hubs().isEmpty()) {
            throw new RigFault(
                    "supply.no-switching",
                    "uhubctl finds no hub at %s that switches its ports one by one, for %s: %s. Run `uhubctl -f` for all hubs; most have one switch for all ports, or none."
                            .formatted(place.location(), name, SupplyFaults.shown(ended.complaint())));
        }
        if (status.together().isPresent()) {
            throw new RigFault(
                    "supply.no-switching",
                    "The hub of %s does not switch its ports one by one: %s. Use a hub whose line says ppps."
                            .formatted(
                                    name, SupplyFaults.shown(status.together().get())));
        }
        if (ended.exitCode() != 0) {
            throw new RigFault(
                    "supply.refused",
                    "uhubctl ended with %d for %s: %s. Run it by hand on this host, as this user."
                            .formatted(ended.exitCode(), name, SupplyFaults.shown(ended.complaint())));
        }
        return status;
    }

    @Override
    public void requireOn(Deadline deadline) throws RunFault, InterruptedException {
        if (!isOn(deadline)) {
            throw SupplyFaults.off(name);
        }
    }

    @Override
    public String reading(Deadline deadline) throws RunFault, InterruptedException {
        return String.join(
                "; ", uhubctl(deadline).hubs().stream().map(SupplyFaults::shown).toList());
    }

    @Override
    public void close() {
        // Nothing stays open.
    }
}
