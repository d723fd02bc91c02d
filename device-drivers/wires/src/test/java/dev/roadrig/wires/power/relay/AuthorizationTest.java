package dev.roadrig.wires.power.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationTest {
    /** RFC 7616, section 3.9.1. */
    private static final String CHALLENGE =
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, "
                    + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private static final String CLIENT = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    private final Authorization mufasa = new Authorization(new RelayLogin("Mufasa", "Circle of Life"));

    @ParameterizedTest
    @CsvSource({
        "MD5,8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256,753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void a_digest_is_the_one_that_its_rfc_works_out(String algorithm, String response) {
        assertThat(mufasa.answer(CHALLENGE.formatted(algorithm), "GET", "/dir/index.html", CLIENT))
                .hasValueSatisfying(header -> assertThat(header)
                        .contains("response=\"" + response + "\"")
                        .contains("opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
                        .doesNotContain("Circle"));
    }

    @Test
    void a_basic_login_is_the_one_that_its_rfc_works_out() {
        assertThat(new Authorization(new RelayLogin("Aladdin", "open sesame")).answer("Basic realm=x", "GET", "/", ""))
                .contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "",
                "Digest realm=\"x\"",
                "Digest nonce=\"x\", algorithm=SHA-512-256",
                "Digest nonce=\"x\", qop=\"auth-int\""
            })
    void a_challenge_that_cannot_be_met_is_not_answered(String challenge) {
        assertThat(mufasa.answer(challenge, "GET", "/", CLIENT)).isEmpty();
    }
}
