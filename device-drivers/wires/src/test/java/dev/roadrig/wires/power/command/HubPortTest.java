package dev.roadrig.wires.power.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The driver against a script that stands in for uhubctl and prints what uhubctl 2.5 prints (from its README and its
 * issues 183, 473 and 614). No hub is switched here: that takes one.
 */
class HubPortTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String HUB = "Current status for hub 1-1.2 [0424:2514, USB 2.00, 4 ports, ppps]";

    private final RealTicker ticker = new RealTicker("hub-test");

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        ticker.close();
    }

    private HubPort standIn(String body) throws IOException {
        Path script = folder.resolve("fake-uhubctl");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return at(script.toString());
    }

    private HubPort at(String program) {
        return new HubPort("battery of b", new HubPlace("1-1.2", 3, program), ticker);
    }

    private String codeOf(HubPort port) {
        RigFault fault = catchThrowableOfType(RigFault.class, () -> port.isOn(ticker.in(LONG)));
        assertThat(fault).hasMessageContaining("battery of b");
        return fault.code();
    }

    @Test
    void a_port_is_switched_and_then_asked() throws Exception {
        HubPort port = standIn("""
                [ "$1 $2 $3 $4" = "-l 1-1.2 -p 3" ] || exit 9
                [ "$5" = "-a" ] && echo "$6" > %1$s/state && echo "Sent power $6 request"
                echo "%2$s"
                if [ "$(cat %1$s/state)" = on ]; then echo "  Port 3: 0103 power enable connect [2357:0604 off-brand]"
                else echo "  Port 3: 0000 off"; fi
                """.formatted(folder, HUB));
        port.set(true, ticker.in(LONG));
        assertThat(port.isOn(ticker.in(LONG))).isTrue();
        port.set(false, ticker.in(LONG));
        assertThat(port.isOn(ticker.in(LONG))).isFalse();
        assertThat(port.reading(ticker.in(LONG))).contains("0424:2514");
    }

    @Test
    void a_hub_that_takes_the_request_and_does_nothing_is_stuck() throws Exception {
        HubPort port = standIn("echo '" + HUB + "'; echo '  Port 3: 0503 power highspeed enable connect [..]'");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> port.set(false, ticker.in(LONG)))
                .matches(fault -> fault.code().equals("supply.stuck"));
    }

    @Test
    void a_port_of_a_usb_3_hub_has_power_while_either_of_its_two_hubs_gives_it() throws Exception {
        HubPort port = standIn("""
                echo 'Current status for hub 2-1 [2109:0813 VIA USB3.0 Hub, USB 3.00, 4 ports, ppps]'
                echo '  Port 3: 0080 off'
                echo 'Current status for hub 1-1.2 [2109:2813 VIA USB2.0 Hub, USB 2.10, 4 ports, ppps]'
                echo '  Port 3: 0100 power'
                """);
        assertThat(port.isOn(ticker.in(LONG))).isTrue();
    }

    @Test
    void uhubctl_that_is_missing_is_told_as_such() {
        assertThat(codeOf(at("no-uhubctl-here"))).isEqualTo("supply.program");
    }

    @Test
    void no_permission_is_told_apart_from_no_hub() throws Exception {
        assertThat(codeOf(standIn("""
                echo 'There were permission problems while accessing USB.' >&2
                echo 'Follow https://git.io/JIB2Z for a fix!' >&2
                echo 'No compatible devices detected at location 1-1.2!' >&2; exit 1
                """))).isEqualTo("supply.denied");
        assertThat(codeOf(standIn("echo 'No compatible devices detected at location 1-1.2!' >&2; exit 1")))
                .isEqualTo("supply.no-switching");
    }

    @Test
    void a_warning_about_hubs_that_nobody_asked_about_is_no_fault() throws Exception {
        HubPort port = standIn("""
                echo 'There were permission problems while accessing USB.' >&2
                echo '%s'; echo '  Port 3: 0000 off'
                """.formatted(HUB));
        assertThat(port.isOn(ticker.in(LONG))).isFalse();
    }

    @Test
    void a_hub_with_one_switch_for_all_its_ports_and_a_port_that_it_has_not_are_told() throws Exception {
        assertThat(codeOf(standIn("echo '" + HUB.replace("ppps", "ganged") + "'; echo '  Port 3: 0100 power'")))
                .isEqualTo("supply.no-switching");
        assertThat(codeOf(standIn("echo '" + HUB + "'"))).isEqualTo("supply.garbled");
    }

    @Test
    void a_location_that_is_none_is_bad_input() {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> new HubPlace("1-1; reboot", 1, "uhubctl"))
                .withMessage("'1-1; reboot' is no hub; write it as uhubctl lists it after 'hub', such as 1-1.2");
    }
}
