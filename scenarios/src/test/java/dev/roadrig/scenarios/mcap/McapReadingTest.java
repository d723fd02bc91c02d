package dev.roadrig.scenarios.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapWriterOptions.Part;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways of reading on files that the conformance suite does not have. */
class McapReadingTest {
    private static final EnumSet<Part> ALL = EnumSet.allOf(Part.class);
    private static final ReadLimits NARROW = new ReadLimits(4096, 4096, 8192, 4096);

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("file.mcap"), bytes);
    }

    private static List<Long> sequences(MessageCursor cursor) {
        List<Long> sequences = new ArrayList<>();
        while (cursor.next()) {
            sequences.add(cursor.sequence());
        }
        return sequences;
    }

    private static McapStream stream(byte[] bytes, ReadLimits limits) {
        return McapStream.of(new ByteArrayInputStream(bytes), "a pipe", limits, other -> {});
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void a_file_with_a_summary_and_no_chunk_index_is_scanned_and_never_read_as_empty(Compression compression)
            throws IOException {
        var parts = EnumSet.complementOf(EnumSet.of(Part.CHUNK_INDEX));
        try (McapFile file = McapFile.open(file(SampleFiles.drive(compression, 300, parts)))) {
            assertThat(file.damage()).isEmpty();
            assertThat(file.statistics().orElseThrow().chunkCount()).isPositive();
            assertThat(sequences(file.messages(Query.AS_WRITTEN))).hasSize(60).isSorted();
            assertThat(sequences(file.messages(Query.BY_TIME))).hasSize(60);
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void messages_of_chunks_that_overlap_come_by_time_and_only_those_asked_for(Compression compression)
            throws IOException {
        try (McapFile file = McapFile.open(file(SampleFiles.drive(compression, 300, ALL)))) {
            List<Long> times = new ArrayList<>();
            MessageCursor all = file.messages(Query.BY_TIME);
            while (all.next()) {
                times.add(all.logTime());
            }
            assertThat(times).hasSize(60).isSorted();
            long from = times.get(20);
            long until = times.get(40);
            MessageCursor some =
                    file.messages(Query.BY_TIME.topics(Set.of("/car/raw")).between(from, until));
            long wanted = 0;
            while (some.next()) {
                assertThat(some.channel().topic()).isEqualTo("/car/raw");
                assertThat(some.logTime()).isBetween(from, until - 1);
                wanted++;
            }
            assertThat(wanted).isBetween(5L, 9L);
        }
    }

    @Test
    void a_message_at_the_last_log_time_that_there_can_be_is_read() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var writer = new McapWriter(bytes, McapWriterOptions.indexed("", 1000))) {
            int channel = writer.addChannel(0, "/t", "", Map.of());
            writer.write(channel, 1, -1, -1, new byte[0]);
        }
        try (McapFile file = McapFile.open(file(bytes.toByteArray()))) {
            assertThat(sequences(file.messages(Query.BY_TIME))).containsExactly(1L);
            assertThat(sequences(file.messages(Query.BY_TIME.between(0, -2)))).isEmpty();
        }
    }

    @Test
    void a_pipe_that_gives_one_byte_at_a_time_is_read_to_its_end() throws IOException {
        InputStream slow = new ByteArrayInputStream(SampleFiles.drive(Compression.LZ4, 900, ALL)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, 1));
            }
        };
        List<String> kinds = new ArrayList<>();
        try (var stream = McapStream.of(
                slow,
                "a pipe",
                ReadLimits.DEFAULT,
                other -> kinds.add(other.getClass().getSimpleName()))) {
            assertThat(sequences(stream)).hasSize(60).isSorted();
            assertThat(stream.next()).isFalse();
        }
        assertThat(kinds)
                .containsExactly(
                        "Header", "Schema", "Channel", "Channel", "Attachment", "Metadata", "Statistics", "Footer");
    }

    @Test
    void a_stream_that_is_cut_gives_what_lies_before_and_then_says_where_it_ends() throws IOException {
        byte[] whole = SampleFiles.drive(Compression.NONE, 300, ALL);
        for (int length = 100; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);
            List<Long> before = new ArrayList<>();
            assertThatExceptionOfType(BadInput.class)
                    .as("cut at %d", length)
                    .isThrownBy(() -> {
                        try (var stream = stream(cut, ReadLimits.DEFAULT)) {
                            while (stream.next()) {
                                before.add(stream.sequence());
                            }
                        }
                    })
                    .withMessageMatching("a pipe: .* \\(at byte \\d+\\)\\.");
            assertThat(before).isSorted();
        }
    }

    @Test
    void every_crc_is_checked_on_the_way() throws IOException {
        byte[] sound = SampleFiles.drive(Compression.NONE, 300, ALL);
        for (int at = Opcode.magic().length; at < sound.length; at++) {
            byte[] bad = sound.clone();
            bad[at] ^= 1;
            assertThatExceptionOfType(BadInput.class).as("a bit of byte %d", at).isThrownBy(() -> {
                try (var stream = stream(bad, ReadLimits.DEFAULT)) {
                    sequences(stream);
                }
            });
        }
    }

    @Test
    void lengths_that_lie_cost_no_memory() throws IOException {
        byte[] sound = SampleFiles.drive(Compression.NONE, 300, ALL);
        int chunk = SampleFiles.recordStarts(sound).stream()
                .filter(at -> sound[at] == Opcode.CHUNK)
                .findFirst()
                .orElseThrow();
        for (long length : new long[] {-1, Long.MAX_VALUE, 1L << 40, Integer.MAX_VALUE}) {
            byte[] bad = sound.clone();
            ByteBuffer.wrap(bad).order(ByteOrder.LITTLE_ENDIAN).putLong(chunk + 1, length);
            assertThatExceptionOfType(BadInput.class).isThrownBy(() -> {
                try (var stream = stream(bad, ReadLimits.DEFAULT)) {
                    sequences(stream);
                }
            });
            try (McapFile file = McapFile.open(file(bad))) {
                assertThat(file.damage().orElseThrow().what()).startsWith("the file ends inside a Chunk record");
            }
        }
    }

    @Test
    void a_chunk_that_unpacks_to_more_than_the_limit_is_refused_by_its_size() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var options = new McapWriterOptions("", "", 1 << 20, Compression.ZSTD, ALL);
        try (var writer = new McapWriter(bytes, options)) {
            int channel = writer.addChannel(0, "/t", "", Map.of());
            writer.write(channel, 1, 1, 1, new byte[100_000]);
        }
        assertThat(bytes.size()).isLessThan(1000);
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> {
                    try (var stream = stream(bytes.toByteArray(), NARROW)) {
                        sequences(stream);
                    }
                })
                .withMessageContaining("uncompressed bytes, over the limit of 4096");
        try (McapFile file = McapFile.open(file(bytes.toByteArray()), NARROW)) {
            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> sequences(file.messages(Query.BY_TIME)))
                    .withMessageContaining("over the limit of 4096");
        }
    }

    @Test
    void a_file_that_lists_more_than_memory_holds_is_read_up_to_there() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var options = new McapWriterOptions("", "", 0, Compression.NONE, Set.of());
        try (var writer = new McapWriter(bytes, options)) {
            for (int i = 0; i < 100; i++) {
                int unused = writer.addChannel(0, "/topic/" + i, "", Map.of("unit", "m"));
            }
        }
        try (McapFile file = McapFile.open(file(bytes.toByteArray()), NARROW)) {
            assertThat(file.damage().orElseThrow().what()).contains("take more than 4096 bytes of memory");
            assertThat(file.channels()).hasSizeBetween(5, 50);
        }
    }

    @Test
    void the_limits_follow_the_memory_of_the_jvm() {
        ReadLimits small = ReadLimits.forMemory(16 << 20);
        assertThat(small.recordBytes()).isEqualTo(2 << 20);
        long together = 2L * small.recordBytes() + small.chunkBytes() + small.openBytes() + 2 * small.listBytes();
        assertThat(together).isLessThanOrEqualTo((16 << 20) * 3 / 4);
        assertThat(ReadLimits.forMemory(64L << 30).recordBytes()).isEqualTo(256 << 20);
    }

    /** 60 chunks with a message of a busy topic each, one of which has a rare topic's too. */
    private static byte[] seldom(Set<Part> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var writer = new McapWriter(bytes, new McapWriterOptions("", "samples", 1, Compression.ZSTD, parts))) {
            int busy = writer.addChannel(0, "/busy", "", Map.of());
            int rare = writer.addChannel(0, "/rare", "", Map.of());
            for (int i = 0; i < 60; i++) {
                writer.write(i == 41 ? rare : busy, i, i, i, new byte[200]);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void a_query_of_one_topic_does_not_unpack_the_chunks_that_have_none_of_it() throws IOException {
        byte[] whole = seldom(ALL);
        byte[] bytes = whole.clone();
        List<Integer> chunks = SampleFiles.recordStarts(whole).stream()
                .filter(at -> at < whole.length && whole[at] == Opcode.CHUNK)
                .toList();
        assertThat(chunks).hasSize(60);
        // Their insides are spoilt, all but the one's: whoever unpacks one of them finds out.
        for (int i = 0; i < chunks.size(); i++) {
            if (i != 41) {
                bytes[chunks.get(i) + Opcode.RECORD_HEADER_BYTES + 60] ^= 0x55;
            }
        }
        try (McapFile file = McapFile.open(file(bytes))) {
            assertThat(sequences(file.messages(Query.BY_TIME.topics(Set.of("/rare")))))
                    .containsExactly(41L);
            assertThat(sequences(file.messages(Query.BY_TIME.topics(Set.of("/none")))))
                    .isEmpty();
            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> sequences(file.messages(Query.BY_TIME.topics(Set.of("/busy")))));
        }
    }

    @Test
    void a_query_of_one_topic_looks_everywhere_in_a_file_without_message_indexes() throws IOException {
        byte[] bytes = seldom(EnumSet.complementOf(EnumSet.of(Part.MESSAGE_INDEX)));
        try (McapFile file = McapFile.open(file(bytes))) {
            assertThat(sequences(file.messages(Query.BY_TIME.topics(Set.of("/rare")))))
                    .containsExactly(41L);
            assertThat(sequences(file.messages(Query.BY_TIME.topics(Set.of("/busy")))))
                    .hasSize(59);
        }
    }
}
