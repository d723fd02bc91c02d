package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one gateway has changed on its host: noted first, then made, and taken back in reverse order. */
final class HostChange {
    private final Host host;
    private final StateFolder folder;
    private final StateFile state;
    private final Path file;
    private final TunDevice tun;

    private HostChange(Host host, StateFolder folder, StateFile state, Path file, TunDevice tun) {
        this.host = host;
        this.folder = folder;
        this.state = state;
        this.file = file;
        this.tun = tun;
    }

    static HostChange make(GatewaySpec spec, Host host, StateFolder folder) throws RigFault {
        int mtuBytes = mtuBytes(spec.boardInterface());
        return folder.locked(() -> {
            Slot.Held held = Slot.take(host);
            try {
                ForwardPolicy.require(host, held.slot().tun(), spec.uplink().isPresent());
                List<StateFile> others = folder.all().stream()
                        .flatMap(found -> found.state().stream())
                        .toList();
                List<Step> steps = new RoutePlan(spec, held.slot(), host, others).steps();
                StateFile state = StateFile.of(Owner.current(), spec, steps);
                Path file = folder.write(held.tun().name() + "-" + state.owner().pid(), state);
                var change = new HostChange(host, folder, state, file, held.tun());
                change.apply(mtuBytes);
                return change;
            } catch (RigFault | RuntimeException e) {
                held.tun().close();
                throw e;
            }
        });
    }

    private void apply(int mtuBytes) throws RigFault {
        List<Step> made = new ArrayList<>();
        try {
            boolean isUp = false;
            for (Step step : state.steps()) {
                // Its settings first, so that the kernel says nothing of its own into it; a route needs it up.
                if (!isUp && !(step instanceof Step.Setting)) {
                    tun.up(mtuBytes);
                    isUp = true;
                }
                apply(step, host, made);
            }
        } catch (RigFault e) {
            try {
                undo(host, folder, file, new StateFile(state.owner(), state.about(), made));
            } catch (RigFault second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** A command that was late and killed may have done its work before. */
    static void apply(Step step, Host host, List<Step> made) throws RigFault {
        try {
            step.apply(host);
            made.add(step);
        } catch (RigFault e) {
            if (e.code().equals(LinuxHost.LATE)) {
                made.add(step);
            }
            throw e;
        }
    }

    private static int mtuBytes(String name) throws RigFault {
        try {
            return Integer.parseInt(
                    Files.readString(Path.of("/sys/class/net", name, "mtu")).strip());
        } catch (IOException | NumberFormatException e) {
            throw new RigFault(
                    "gateway.interface",
                    "This host has no network interface " + name
                            + " on which a board could be. `ip link show` lists those that there are.");
        }
    }

    TunDevice tun() {
        return tun;
    }

    /**
     * Looks whether everything that leads the packets is still there.
     *
     * @throws RigFault {@code gateway.bypassed} naming what is gone
     */
    void check() throws RigFault {
        new HostCheck(host, state).require();
    }

    /** Takes everything back; a second call finds nothing to do. */
    void undo() throws RigFault {
        folder.locked(() -> {
            if (Files.exists(file)) {
                undo(host, folder, file, state);
            }
            return file;
        });
    }

    /**
     * Takes back what a file says and removes it. Goes on after a step that fails; then the file stays.
     *
     * @throws RigFault the first step's failure
     */
    static void undo(Host host, StateFolder folder, Path file, StateFile state) throws RigFault {
        List<StateFile> others = folder.all().stream()
                .filter(found -> !found.file().equals(file))
                .flatMap(found -> found.state().stream())
                .toList();
        Optional<RigFault> first = Optional.empty();
        for (int i = state.steps().size() - 1; i >= 0; i--) {
            Step step = state.steps().get(i);
            // A setting that another gateway needs too is taken back by the last of them.
            boolean shared = step instanceof Step.Setting setting
                    && others.stream().anyMatch(other -> other.holds(setting.key()));
            try {
                if (!shared) {
                    step.undo(host);
                }
            } catch (RigFault e) {
                first = Optional.of(first.orElse(e));
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
        folder.delete(file);
    }
}
