package dev.roadrig.harness.rack;

import dev.roadrig.boards.link.gateway.dns.DnsNames;
import dev.roadrig.boards.link.gateway.dns.Others;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.net.Inet4Address;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code dns:} of a board's gateway: {@code names}, at least one, each with the IPv4 address at which the board is to
 * find it, and {@code others}, which is {@code refuse} where it is not said.
 */
final class GatewayDnsReader {
    private GatewayDnsReader() {}

    static DnsNames read(YamlMap dns) {
        YamlMap names = dns.only("names", "others").map("names");
        if (names.keys().isEmpty()) {
            throw names.bad("there is no name; write such as cloud.example: 192.168.7.1");
        }
        Map<String, Inet4Address> addresses = new LinkedHashMap<>();
        for (String written : names.keys()) {
            YamlScalar value = names.scalar(written);
            Inet4Address address = value.inPlace(() -> DnsNames.ipv4(value.text()));
            if (addresses.put(name(names, written), address) != null) {
                throw names.badKey(written, "the name is there twice, in letters of another size or with a last dot");
            }
        }
        Others others = dns.has("others") ? dns.word("others", Others.values(), Others::word) : Others.REFUSE;
        return dns.inPlace(() -> new DnsNames(addresses, others));
    }

    private static String name(YamlMap names, String written) {
        try {
            return DnsNames.name(written);
        } catch (BadInput e) {
            throw names.badKey(written, String.valueOf(e.getMessage()));
        }
    }
}
