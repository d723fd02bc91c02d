package dev.roadrig.boards.link.gateway.dns;

import dev.roadrig.scenarios.fault.BadInput;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Address;

/**
 * The names that a board finds, and where.
 *
 * @param addresses by name in small letters without a last dot; at most {@value #MOST_NAMES}
 * @param others what is said about every other name
 */
public record DnsNames(Map<String, Inet4Address> addresses, Others others) {
    /** Names in one file. */
    public static final int MOST_NAMES = 1_000;

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    public DnsNames {
        if (addresses.size() > MOST_NAMES) {
            throw new BadInput("There are " + addresses.size() + " names; at most " + MOST_NAMES + " are served.");
        }
        Map<String, Inet4Address> checked = new LinkedHashMap<>();
        addresses.forEach((name, address) -> {
            if (checked.put(name(name), reachable(address)) != null) {
                throw new BadInput("The name " + name(name) + " is there twice.");
            }
        });
        addresses = Map.copyOf(checked);
    }

    /** Where a name of any case is, without its last dot. */
    Optional<Inet4Address> address(String name) {
        return Optional.ofNullable(addresses.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether a name is above one that is known, as {@code example} is above {@code cloud.example}. */
    boolean above(String name) {
        String end = "." + name.toLowerCase(Locale.ROOT);
        return name.equals(".") || addresses.keySet().stream().anyMatch(known -> known.endsWith(end));
    }

    /**
     * A host's name in small letters without a last dot.
     *
     * @throws BadInput when it is none
     */
    public static String name(String text) {
        String name = text.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        if (!NAME.matcher(name).matches()) {
            throw new BadInput(
                    "\"" + text
                            + "\" is not a host's name: parts of 1 to 63 letters, digits, - and _ with dots between, 253 in all.");
        }
        return name;
    }

    /**
     * Four numbers as an address, without asking any name service.
     *
     * @throws BadInput when it is none, or none that a board could reach over its link
     */
    public static Inet4Address ipv4(String text) {
        byte @Nullable [] bytes = Address.toByteArray(text, Address.IPv4);
        if (bytes == null) {
            throw new BadInput(
                    "\"" + text + "\" is not an IPv4 address: four numbers up to 255, such as 192.168.1.20.");
        }
        try {
            return reachable((Inet4Address) InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private static Inet4Address reachable(Inet4Address address) {
        if (address.isLoopbackAddress()) {
            throw new BadInput(address.getHostAddress()
                    + " is the board itself: it would talk past its link. Write an address of the rig, such as the"
                    + " gateway's.");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new BadInput(address.getHostAddress() + " is not one host's address.");
        }
        return address;
    }
}
