package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.RigFault;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackagesAbsentTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | `apt-get` failed with exit code 100: E: Unable to locate package linux-image-cloud-arm64
            true  | `apt-get` failed with exit code 100: E: Package 'dropbear-bin' has no installation candidate
            true  | `apt-get` failed with exit code 100: E: Failed to fetch http://mirror.example/x  Could not resolve 'mirror.example'
            false | `apt-get` failed with exit code 100: E: Syntax error apt.conf:3: Extra junk at end of file
            false | `apt-get` failed with exit code 100: E: Failed to fetch http://mirror.example/x  Hash Sum mismatch
            false | `apt-get` did not end within 180 s.
            false | `dpkg-deb` failed with exit code 2: Unable to locate package
            """)
    void only_a_source_that_is_not_reached_or_lacks_a_package_skips(boolean skips, String message) {
        assertThat(PackagesAbsent.isSaidBy(new RigFault("host.refused", message)))
                .isEqualTo(skips);
    }
}
