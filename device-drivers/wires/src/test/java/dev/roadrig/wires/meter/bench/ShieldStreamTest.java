package dev.roadrig.wires.meter.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.boards.meter.ShieldWords;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.meter.Listened;
import dev.roadrig.wires.meter.MeterFeed;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The binary form of a power shield byte by byte. */
class ShieldStreamTest {
    private static final long MS = 1_000_000;
    private static final int BLOCK = 1000;

    private final Listened heard = new Listened();
    private final MeterFeed feed = heard.feed("lpm01a", Duration.ofMillis(1), new VirtualTicker(Instant.EPOCH));
    private final ShieldStream stream = new ShieldStream(feed, "vdd", 2.0, 100_000);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    /** The first is the maker's example, which three of its readers repeat. */
    @ParameterizedTest
    @CsvSource({"52A0, 640.9e-6", "4FFF, 62.484741e-3", "E000, 0", "0001, 1", "3BB8, 0.732421875", "EFFF, 5.6830e-14"})
    void a_sample_is_twelve_bits_by_a_negative_power_of_sixteen(String hex, double amperes) {
        assertThat(ShieldBytes.amperes(HexFormat.fromHexDigits(hex))).isEqualTo(amperes, within(amperes * 1e-4));
    }

    @Test
    void a_current_is_written_as_the_makers_example_writes_it() {
        assertThat(HexFormat.of().formatHex(ShieldWords.sample(640.9e-6))).isEqualTo("52a0");
        assertThat(HexFormat.of().formatHex(ShieldWords.sample(0))).isEqualTo("e000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_written_is_read_to_half_of_its_last_digit(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double amperes = Math.pow(10, -9 + 8.5 * random.nextDouble());
            byte[] word = ShieldWords.sample(amperes);
            assertThat(ShieldBytes.amperes((word[0] & 0xFF) << 8 | (word[1] & 0xFF)))
                    .as("seed %d, %s A", seed, amperes)
                    .isEqualTo(amperes, within(amperes / 510));
        }
    }

    private void stamp(long millis) {
        sent.writeBytes(ShieldWords.stamp(millis, 3));
    }

    private void samples(int count, int from) {
        for (int i = 0; i < count; i++) {
            sent.writeBytes(ShieldWords.sample((from + i) % BLOCK * 1e-6));
        }
    }

    private void blocks(int from, int count) {
        for (int i = from; i < from + count; i++) {
            stamp(i * 10L);
            samples(BLOCK, 0);
        }
    }

    private void take(long millis) {
        stream.take(millis * MS, sent.toByteArray());
        sent.reset();
    }

    /** The mean of 0 to 999 uA at 2 V, of which the first millisecond's is that of 0 to 99. */
    private void sound(int blocks) {
        assertThat(heard.watts("vdd")).hasSize(10 * blocks);
        assertThat(heard.watts("vdd").get(0)).isEqualTo(2 * 49.5e-6, within(1e-8));
        assertThat(heard.watts("vdd").stream().mapToDouble(w -> w).average().orElseThrow())
                .isEqualTo(2 * 499.5e-6, within(1e-7));
    }

    @Test
    void the_acknowledgement_before_the_first_stamp_is_no_sample_and_the_last_block_waits_for_its_stamp() {
        sent.writeBytes("\r\nPowerShield > ack start\r\n".getBytes(US_ASCII));
        blocks(0, 3);
        take(30);
        sound(2);
        assertThat(heard.sweeps.get(0).getTakenNs()).isEqualTo(11 * MS);
        assertThat(heard.sweeps.get(19).getTakenNs()).isEqualTo(30 * MS);
        assertThat(feed.account().getRefused() + feed.account().getLost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void it_is_read_alike_however_it_is_cut(long seed) {
        var random = new Random(seed);
        blocks(0, 3);
        sent.writeBytes(ShieldWords.text(0xF2, "Temperature drift"));
        blocks(3, 2);
        byte[] all = sent.toByteArray();
        for (int at = 0; at < all.length; ) {
            int next = Math.min(all.length, at + 1 + random.nextInt(seed % 2 == 0 ? 3 : 4000));
            stream.take(at * MS / 200, Arrays.copyOfRange(all, at, next));
            at = next;
        }
        sound(4);
        assertThat(heard.faults).as("seed %d", seed).isEmpty();
        assertThat(feed.account().getRefused() + feed.account().getLost()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void bytes_that_are_lost_anywhere_cost_at_most_the_blocks_they_touch_and_make_no_wrong_watts(long seed) {
        var random = new Random(seed);
        blocks(0, 20);
        byte[] all = sent.toByteArray();
        sent.reset();
        int at = 9 + 2 * BLOCK + random.nextInt(all.length / 2);
        int gone = 1 + random.nextInt(seed % 2 == 0 ? 3 : 3000);
        sent.write(all, 0, at);
        sent.write(all, at + gone, all.length - at - gone);
        take(200);
        assertThat(heard.faults).as("seed %d", seed).isEmpty();
        int gaps =
                (int) heard.watts("vdd").stream().filter(watts -> watts.isNaN()).count();
        assertThat(gaps).as("seed %d", seed).isBetween(20, 40);
        assertThat(feed.account().getLost()).isEqualTo(gaps * 100L);
        assertThat(heard.watts("vdd")).hasSize(190);
        for (int i = 0; i < 190; i++) {
            double watts = heard.watts("vdd").get(i);
            assertThat(Double.isNaN(watts) ? 2 * (i % 10 * 100 + 49.5) * 1e-6 : watts)
                    .as("seed %d, millisecond %d", seed, i)
                    .isEqualTo(2 * (i % 10 * 100 + 49.5) * 1e-6, within(2e-7));
        }
    }

    @Test
    void a_byte_that_changed_to_none_of_a_samples_costs_its_block_and_the_next() {
        blocks(0, 5);
        byte[] all = sent.toByteArray();
        sent.reset();
        all[9 + 2 * BLOCK + 9 + 2 * 500] = (byte) 0xF8;
        sent.writeBytes(all);
        take(40);
        assertThat(feed.account().getRefused()).isEqualTo(1);
        assertThat(feed.account().getLost()).isEqualTo(2000);
        assertThat(feed.account().getTaken()).isEqualTo(2000);
    }

    @Test
    void a_stamp_with_its_top_bit_set_is_refused_with_the_block_before_it() {
        blocks(0, 2);
        stamp(1L << 31 | 20);
        samples(BLOCK, 0);
        blocks(3, 3);
        take(60);
        assertThat(heard.faults).isEmpty();
        assertThat(feed.account().getRefused()).isEqualTo(1);
        assertThat(feed.account().getLost()).isEqualTo(3000);
        assertThat(feed.account().getTaken()).isEqualTo(2000);
    }

    @Test
    void more_than_a_second_without_a_stamp_is_a_gap_and_takes_no_more_room() {
        blocks(0, 2);
        for (int i = 0; i < 150; i++) {
            samples(BLOCK, 0);
        }
        stamp(1520);
        samples(BLOCK, 0);
        stamp(1530);
        take(1530);
        assertThat(heard.faults).isEmpty();
        assertThat(feed.account().getLost()).isEqualTo(151_000);
        assertThat(feed.account().getTaken()).isEqualTo(2000);
    }

    @Test
    void more_samples_than_fit_between_two_stamps_are_as_wrong_as_too_few() {
        stamp(0);
        samples(1064, 0);
        stamp(10);
        samples(BLOCK, 0);
        stamp(20);
        take(20);
        assertThat(feed.account().getLost()).isEqualTo(2000);
        assertThat(feed.account().getTaken()).isZero();
    }

    /** Nothing of what comes is a stamp, and nothing is kept for it. */
    @Test
    void noise_is_no_sample() {
        var random = new Random(31);
        for (int i = 0; i < 1000; i++) {
            byte[] noise = new byte[1000];
            random.nextBytes(noise);
            stream.take(i * MS, noise);
        }
        assertThat(heard.watts("vdd")).allMatch(watts -> watts.isNaN());
        assertThat(feed.account().getTaken()).isZero();
    }

    @Test
    void an_error_before_the_first_stamp_is_told_in_its_own_words() {
        sent.writeBytes("PowerShield > ack start\r\n".getBytes(US_ASCII));
        sent.writeBytes(ShieldWords.text(0xF1, "Overheat"));
        take(1);
        assertThat(heard.faults).singleElement().satisfies(fault -> assertThat(fault)
                .hasMessageContaining("it told an error: Overheat."));
        blocks(0, 2);
        take(20);
        assertThat(heard.sweeps).isEmpty();
        assertThat(stream.over()).isTrue();
    }
}
