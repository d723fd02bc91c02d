package dev.roadrig.scenarios.drive.formats;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What a record of ASAM's bus logging is a frame of. */
enum Mdf4FrameKind {
    DATA("CAN_DataFrame"),
    REMOTE("CAN_RemoteFrame"),
    ERROR("CAN_ErrorFrame");

    private final String event;

    Mdf4FrameKind(String event) {
        this.event = event;
    }

    /** Whether a channel is such a frame, or a part of one. */
    boolean has(String name) {
        return name.equals(event) || name.startsWith(event + ".");
    }

    /** Which part a channel is, such as DataBytes; empty for the frame as a whole. */
    String part(String name) {
        return name.equals(event) ? "" : name.substring(event.length() + 1);
    }

    static boolean isPart(String name) {
        return Arrays.stream(values()).anyMatch(kind -> kind.has(name));
    }

    /** The kind that a group's channels make; empty for none. */
    static Optional<Mdf4FrameKind> of(Set<String> names) {
        return Arrays.stream(values())
                .filter(kind -> names.stream().anyMatch(kind::has))
                .findFirst();
    }
}
