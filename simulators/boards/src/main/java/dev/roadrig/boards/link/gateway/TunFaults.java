package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;

/** What went wrong with a tun device, why, and what to do. */
final class TunFaults {
    private static final String CODE = "gateway.tun";
    /** The code when another process holds the name. */
    static final String TAKEN = "gateway.tun-taken";

    private TunFaults() {}

    static RigFault opening(int errno) {
        return switch (errno) {
            case TunLibC.EPERM, TunLibC.EACCES ->
                new RigFault(
                        CODE,
                        "No tun device: this user may not open /dev/net/tun. The gateway needs root (or CAP_NET_ADMIN): run"
                                + " the command with sudo.");
            case TunLibC.ENOENT ->
                new RigFault(
                        CODE,
                        "No tun device: /dev/net/tun is not there. Run `modprobe tun`; in a container give it the device,"
                                + " such as with `--device /dev/net/tun`.");
            case TunLibC.ENODEV, TunLibC.ENXIO ->
                new RigFault(
                        CODE,
                        "No tun device: /dev/net/tun is there, but the kernel has no driver behind it. Run `modprobe tun`;"
                                + " if there is no such module, the kernel was built without CONFIG_TUN.");
            default ->
                new RigFault(
                        CODE,
                        "No tun device: opening /dev/net/tun failed with errno " + errno
                                + ". Run `roadrig link probe` to see what this host can do.");
        };
    }

    static RigFault naming(String name, int errno) {
        return switch (errno) {
            case TunLibC.EPERM, TunLibC.EACCES ->
                new RigFault(
                        CODE,
                        "The tun device " + name + " cannot be made: this user has no CAP_NET_ADMIN. The gateway needs"
                                + " root: run the command with sudo.");
            case TunLibC.EBUSY ->
                new RigFault(
                        TAKEN,
                        "The tun device " + name
                                + " is held by another process. Name another one, or end that process.");
            default -> setting(name, "be made", errno);
        };
    }

    static RigFault setting(String name, String what, int errno) {
        return new RigFault(
                CODE,
                "The tun device " + name + " cannot " + what + ": errno " + errno
                        + ". Look at it with `ip link show`, and run `roadrig link probe`.");
    }

    static RigFault lost(String name, int errno) {
        return new RigFault(
                "gateway.lost",
                "The tun device " + name + " was taken away or set down while packets passed (errno " + errno
                        + "). Somebody changed the host's network during the run: `journalctl -k` and the network"
                        + " manager's log say who.");
    }
}
