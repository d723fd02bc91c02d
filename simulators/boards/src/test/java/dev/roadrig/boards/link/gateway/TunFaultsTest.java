package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a host has no tun device, and what helps. The numbers are Linux's. */
class TunFaultsTest {
    @ParameterizedTest
    @CsvSource({
        "1, needs root (or CAP_NET_ADMIN)",
        "13, needs root (or CAP_NET_ADMIN)",
        "2, /dev/net/tun is not there. Run `modprobe tun`",
        "19, built without CONFIG_TUN",
        "6, built without CONFIG_TUN",
        "24, errno 24. Run `roadrig link probe`"
    })
    void a_user_without_rights_and_a_kernel_without_the_module_are_told_what_to_do(int errno, String said) {
        assertThat(TunFaults.opening(errno)).hasMessageContaining(said);
        assertThat(TunFaults.opening(errno).code()).isEqualTo("gateway.tun");
    }

    @ParameterizedTest
    @CsvSource({"1, gateway.tun, has no CAP_NET_ADMIN", "16, gateway.tun-taken, is held by another process"})
    void a_device_that_cannot_be_named_says_why(int errno, String code, String said) {
        assertThat(TunFaults.naming("rrgw0", errno)).hasMessageContaining(said);
        assertThat(TunFaults.naming("rrgw0", errno).code()).isEqualTo(code);
    }
}
