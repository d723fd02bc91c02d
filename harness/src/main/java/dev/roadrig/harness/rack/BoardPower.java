package dev.roadrig.harness.rack;

import dev.roadrig.wires.power.off.OffRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The power of a board: its battery, and where it has one its ignition, which tells it to run and feeds it nothing.
 *
 * @param off when the board counts as off once its battery was switched off
 */
public record BoardPower(PowerWire battery, Optional<PowerWire> ignition, OffRule off) {
    /** What it is and where, for people. */
    public String text() {
        return battery.text()
                + ignition.map(wire -> ", ignition " + wire.text()).orElse("");
    }

    List<Secret> secrets() {
        return Stream.concat(Stream.of(battery), ignition.stream())
                .flatMap(wire -> wire.secrets().stream())
                .toList();
    }
}
