package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketDropsTest {
    private static final String V4 = """
               sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
              321: 0100007F:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 18211 2 0000000000000000 12
              322: 0100007F:1F91 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 18212 2 0000000000000000 3
            """;
    private static final String V6 = """
              sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
              946: 0000000000000000FFFF00000100007F:EA02 0000000000000000FFFF00000100007F:AD46 01 00000000:00000000 00:00000000 00000000     0        0 6846568 2 0000000060de9891 40
             1726: 00000000000000000000000000000000:ED0E 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 6846563 2 000000008c2e8d99 7
            """;

    @TempDir
    Path folder;

    @Test
    void a_socket_is_found_by_its_ends_in_either_table() throws Exception {
        assumeThat(ByteOrder.nativeOrder())
                .as("the byte order of the tables here")
                .isEqualTo(ByteOrder.LITTLE_ENDIAN);
        SocketDrops drops = SocketDrops.of(
                Files.writeString(folder.resolve("udp"), V4),
                Files.writeString(folder.resolve("udp6"), V6),
                folder.resolve("none"));
        assertThat(drops.of(local(8080))).isEqualTo(12);
        assertThat(drops.of(local(8081), local(8080))).isEqualTo(3);
        assertThat(drops.of(local(8081))).as("it has a peer").isZero();
        assertThat(drops.of(local(0xEA02), local(0xAD46)))
                .as("an IPv4 address in a socket for both")
                .isEqualTo(40);
        assertThat(drops.of(new InetSocketAddress("0.0.0.0", 0xED0E)))
                .as("every address, IPv4's or IPv6's")
                .isEqualTo(7);
        assertThat(drops.of(local(9))).isZero();
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port);
    }
}
