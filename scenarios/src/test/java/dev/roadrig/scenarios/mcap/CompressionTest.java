package dev.roadrig.scenarios.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    /** Far more than a block of 64 KiB, and every line of it lies in the block before too. */
    private static final byte[] TEXT = IntStream.range(0, 10_000)
            .mapToObj(i -> "frame " + i * 7 % 1000 + " of the tunnel\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.US_ASCII);

    private static byte[] frame(String name) throws IOException {
        try (InputStream in = CompressionTest.class.getResourceAsStream("/lz4/" + name + ".lz4")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static byte[] unpack(byte[] packed, int size) throws IOException {
        byte[] inTheMiddle = new byte[packed.length + 7];
        System.arraycopy(packed, 0, inTheMiddle, 3, packed.length);
        byte[] unpacked = Compression.LZ4.decompress(inTheMiddle, 3, packed.length, size, new BufferPool());
        return Arrays.copyOf(unpacked, size);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void what_is_packed_is_unpacked(Compression compression) throws IOException {
        var packed = new LittleEndianBuffer(16);
        compression.compress(TEXT, 0, TEXT.length, packed);
        int length = packed.size();
        byte[] unpacked = compression.decompress(packed.array(), 0, length, TEXT.length, new BufferPool());
        assertThat(Arrays.copyOf(unpacked, TEXT.length)).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linked", "linked-block-checksums-size", "linked-no-checksum"})
    void frames_whose_blocks_refer_to_earlier_ones_are_unpacked(String name) throws IOException {
        assertThat(unpack(frame(name), TEXT.length)).isEqualTo(TEXT);
        for (int wrong : new int[] {0, TEXT.length - 1, TEXT.length + 1}) {
            assertThatIOException().isThrownBy(() -> unpack(frame(name), wrong)).withMessageContaining("states");
        }
    }

    @Test
    void a_block_refers_to_a_history_of_a_few_bytes() throws IOException {
        // Stored "abc"; a match of eight at three back, with five literals behind it as the format wants; the end.
        byte[] packed = {
            4, 34, 77, 24, 0x40, 0x40, 0, 3, 0, 0, -128, 'a', 'b', 'c', 9, 0, 0, 0, 4, 3, 0, 0x50, 'v', 'w', 'x', 'y',
            'z', 0, 0, 0, 0
        };
        assertThat(new String(unpack(packed, 16), StandardCharsets.US_ASCII)).isEqualTo("abcabcabcabvwxyz");
    }

    @Test
    void a_linked_frame_that_is_damaged_anywhere_is_an_io_exception_or_other_bytes_and_nothing_else()
            throws IOException {
        byte[] good = frame("linked");
        var random = new SplittableRandom(11);
        for (int i = 0; i < 2000; i++) {
            byte[] bad = good.clone();
            int at = random.nextInt(i % 2 == 0 ? 200 : bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(unpack(bad, TEXT.length)).hasSize(TEXT.length);
            } catch (IOException e) {
                assertThat(e).as("bit flipped in byte %d", at).hasMessageNotContaining("null");
            }
        }
        for (int length = 0; length < good.length; length += 1 + length / 40) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatExceptionOfType(IOException.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> unpack(cut, TEXT.length));
        }
    }
}
