package dev.roadrig.boards.link.gateway.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Places on loopback. */
final class Places {
    private Places() {}

    static Inet4Address address(String text) {
        try {
            return (Inet4Address) InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static DnsPlace loopback(int port) {
        return new DnsPlace("dns-test", address("127.0.0.1"), port, address("127.0.0.1"));
    }
}
