package dev.roadrig.harness.rack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which secrets are taken out of texts, and how. */
class SecretMaskTest {
    private static SecretMask of(String... values) {
        return SecretMask.of(List.of(values).stream()
                .map(value -> new Secret("${env:X}", () -> value))
                .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "abc, an abc, an abc", // three bytes are left
        "abcd, an abcd, an ***",
        "größe, in größe, in ***",
        "'a\"b\\c', '{\"text\": \"a\\\"b\\\\c\"}', '{\"text\": \"***\"}'", // as JSON has it
    })
    void a_secret_of_four_bytes_or_more_is_masked(String secret, String text, String masked) {
        assertThat(of(secret).text(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @CsvSource({
        "hunter2-orchid, 'it said ..2-orchid login:', 'it said ..*** login:'",
        "hunter2-orchid, 'it said hunter2-o..', 'it said ***..'",
        "hunter2-orchid, 'a hunt.. b ..chid... c', 'a ***.. b ..***... c'",
        "hunter2-orchid, 'hun.. and ..hid', 'hun.. and ..hid'", // three bytes are left
        "hunter2-orchid, 'hunter2-o and 2-orchid', 'hunter2-o and 2-orchid'", // no cut
        "hunter2-orchid, 'hunter2-orchid..2-orchid', '***..***'",
        "größe, 'grö..ßen', '***..ßen'",
        "'ab..cdef..gh', '..cdef..gh', '..***'", // dots of its own
        "'a\"b\\cdefg', 'a\\\"b\\\\..', '***..'", // as JSON has it
    })
    void what_a_cut_leaves_of_a_secret_is_masked_too(String secret, String text, String masked) {
        assertThat(of(secret).text(text)).isEqualTo(masked);
    }

    @Test
    void what_a_fault_holds_back_is_masked_with_it() {
        var first = new RigFault("a.b", "all is well");
        first.addSuppressed(new RigFault("a.c", "its switch was told: relay --key correct-horse"));
        RunFault masked = of("correct-horse").fault(first);
        assertThat(masked).hasMessage("all is well");
        assertThat(masked.getSuppressed()).singleElement().satisfies(later -> assertThat(later)
                .hasMessage("its switch was told: relay --key ***"));
    }

    @Test
    void the_longest_half_is_masked_of_several_secrets_that_begin_or_end_alike() {
        SecretMask mask = of("orchid-7", "orchid-7-rose", "9-orchid", "rose-99-orchid");
        assertThat(mask.text("an orchid-7-r..")).isEqualTo("an ***..");
        assertThat(mask.text("an orchid-..")).isEqualTo("an ***..");
        assertThat(of("rootroot").text("rootroot.. and root..")).isEqualTo("***.. and ***..");
        assertThat(of("xx-orchid", "orchid-7").text("xx-orchid.. xx-orchid-7")).isEqualTo("***.. ***");
        assertThat(mask.text("..e-99-orchid")).isEqualTo("..***");
    }

    @Test
    void one_that_holds_another_leaves_no_rest_and_one_of_several_lines_is_masked_by_the_line_too() {
        assertThat(of("pass", "password-1").text("password-1 and pass")).isEqualTo("*** and ***");
        SecretMask key = of("BEGIN\r\nAAAA1111\r\nab\r\n");
        assertThat(key.text("AAAA1111 ab BEGIN")).isEqualTo("*** ab ***");
    }

    @Test
    void one_that_is_not_there_masks_nothing() {
        Secret absent = new Secret("${env:X}", () -> {
            throw new BadInput("not set");
        });
        assertThat(SecretMask.of(List.of(absent)).isEmpty()).isTrue();
        assertThat(of("abc").isEmpty()).isTrue();
    }

    @Test
    void a_faults_words_and_evidence_are_masked_and_its_kind_stays() {
        RunFault fault = new RigFault("shell.login", "no hunter2", new Evidence("hunter2's", "a\nhunter2"));
        RunFault masked = of("hunter2").fault(fault);
        assertThat(masked).isInstanceOf(RigFault.class).hasMessage("no ***").hasNoCause();
        assertThat(masked.code()).isEqualTo("shell.login");
        assertThat(masked.evidence()).containsExactly(new Evidence("***'s", "a\n***"));
        assertThat(masked.getStackTrace()).isEqualTo(fault.getStackTrace());
        RunFault clean = new UnknownFault("x.y", "nothing");
        assertThat(of("hunter2").fault(clean)).isSameAs(clean);
    }
}
