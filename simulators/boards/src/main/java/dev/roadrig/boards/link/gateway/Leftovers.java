package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What gateways of processes that no longer live left on this host. */
public final class Leftovers {
    private final Host host;
    private final StateFolder folder;

    Leftovers(Host host, StateFolder folder) {
        this.host = host;
        this.folder = folder;
    }

    /** Those of this host's usual folder of gateways. */
    public static Leftovers here(Ticker ticker) throws RigFault {
        return in(StateFolder.place(), ticker);
    }

    /** Those that another folder notes. */
    public static Leftovers in(Path folder, Ticker ticker) throws RigFault {
        return new Leftovers(new LinuxHost(ticker), new StateFolder(folder));
    }

    /** Says what is left, a sentence each, and changes nothing. */
    public List<String> find() throws RigFault {
        return folder.locked(() -> visit(false));
    }

    /**
     * Takes back what is left.
     *
     * @return a sentence for each gateway that was taken back, and for each note that was left alone with the reason
     */
    public List<String> remove() throws RigFault {
        return folder.locked(() -> visit(true));
    }

    private List<String> visit(boolean remove) throws RigFault {
        Owner reader = Owner.current();
        List<String> words = new ArrayList<>();
        for (StateFolder.Found found : folder.all()) {
            if (found.state().isEmpty()) {
                words.add("The note " + found.file() + " cannot be read (" + found.wrong()
                        + ") and was left alone: look at `ip rule show`, then delete it.");
            } else if (!found.state().get().owner().lives(reader)) {
                words.add(visit(found.file(), found.state().get(), reader, remove));
            }
        }
        return words;
    }

    private String visit(Path file, StateFile state, Owner reader, boolean remove) throws RigFault {
        String whose = "The gateway of " + state.about() + ", whose process "
                + state.owner().pid() + " has ended";
        if (!state.owner().sameBoot(reader)) {
            if (remove) {
                folder.delete(file);
            }
            return whose + " with the boot before, which took its routes along: only its note is left.";
        }
        if (!state.owner().sameNetwork(reader)) {
            return whose + ", was made in another network namespace, "
                    + state.owner().network() + ", and must be taken back from there.";
        }
        if (!remove) {
            return whose + ", left " + state.steps().size() + " changes of this host's network.";
        }
        HostChange.undo(host, folder, file, state);
        return whose + ": its " + state.steps().size() + " changes of this host's network were taken back.";
    }
}
