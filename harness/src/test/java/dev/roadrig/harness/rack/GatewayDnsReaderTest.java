package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.boards.link.gateway.dns.DnsNames;
import dev.roadrig.boards.link.gateway.dns.Others;
import dev.roadrig.scenarios.MisuseTable;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.yaml.YamlFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GatewayDnsReaderTest {
    private static DnsNames read(String text) {
        return GatewayDnsReader.read(YamlFile.parse("rack.yaml", text).map("dns"));
    }

    @Test
    void names_of_any_case_have_addresses_and_others_do_not_exist_unless_said() {
        DnsNames names = read("dns: {names: {Cloud.Example.: 192.168.7.1, mqtt.example: 192.168.7.9}}");
        assertThat(names.others()).isEqualTo(Others.REFUSE);
        assertThat(names.addresses())
                .isEqualTo(Map.of(
                        "cloud.example", DnsNames.ipv4("192.168.7.1"), "mqtt.example", DnsNames.ipv4("192.168.7.9")));
        assertThat(read("dns: {names: {a.example: 192.168.7.1}, others: forward}")
                        .others())
                .isEqualTo(Others.FORWARD);
    }

    static List<MisuseTable.Row> wrong() throws IOException {
        return MisuseTable.read(GatewayDnsReaderTest.class, "/misuse/gateway-dns.txt");
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrong_names_are_refused(MisuseTable.Row row) {
        BadInput error = catchThrowableOfType(BadInput.class, () -> read(row.text(List.of())));
        assertThat(error).as("%s is refused", row.title()).isNotNull();
        assertThat(error).hasMessage(row.message());
    }
}
