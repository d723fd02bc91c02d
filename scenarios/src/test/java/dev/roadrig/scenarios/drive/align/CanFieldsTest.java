package dev.roadrig.scenarios.drive.align;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import org.junit.jupiter.api.Test;

/** How much of a bus is looked at for a speed. */
class CanFieldsTest {
    private static CanFrame frame(int id, int speed) {
        return CanFrame.newBuilder()
                .setId(id)
                .setExtended(true)
                .setData(ByteString.copyFrom(new byte[] {(byte) (speed >> 8), (byte) speed}))
                .build();
    }

    private static double metresPerSecond(double seconds) {
        return 15 + 6 * Math.sin(seconds / 3) + 3 * Math.sin(seconds * 0.9) + 2 * Math.sin(seconds * seconds / 90);
    }

    private static SpeedReference speed() {
        var speed = new SpeedReference("the speed of a test");
        for (int i = 0; i < 900; i++) {
            speed.add(i * 100_000_000L, metresPerSecond(i / 10.0), Double.NaN);
        }
        return speed;
    }

    @Test
    void identifiers_after_the_first_4096_are_not_looked_at_and_that_is_said() {
        var fields = new CanFields();
        for (int i = 0; i < 900; i++) {
            fields.add("0", i * 100_000_000L, frame(0xF000000, (int) (metresPerSecond(i / 10.0) * 1_000)));
            for (int j = 0; j < 50; j++) {
                fields.add("0", i * 100_000_000L, frame(50 * i + j, 0));
            }
        }
        Alignment found = fields.align(speed());
        assertThat(found.isAligned()).as(found.method()).isTrue();
        assertThat(found.method())
                .contains("0 id 0F000000 bytes 0-1 big-endian against the speed of a test")
                .endsWith("; not looked at: 40905 frames of identifiers after the first 4096");
    }

    @Test
    void frames_of_one_identifier_after_the_first_200000_are_not_looked_at_and_that_is_said() {
        var fields = new CanFields();
        for (int i = 0; i < 200_010; i++) {
            fields.add("0", i * 1_000L, frame(1, i));
        }
        assertThat(fields.align(speed()).method())
                .endsWith("; not looked at: 10 frames after the first 200000 of an identifier");
    }

    @Test
    void nothing_is_said_where_everything_was_looked_at() {
        var fields = new CanFields();
        fields.add("0", 0, frame(1, 1));
        assertThat(fields.align(speed()).method()).doesNotContain("not looked at");
    }
}
