package dev.roadrig.scenarios.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapWriterOptions.Part;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecoveryTest {
    private static final EnumSet<Part> ALL = EnumSet.allOf(Part.class);

    @TempDir
    private Path folder;

    private Recovery recover(byte[] file) throws Exception {
        Path target = folder.resolve("sound.mcap");
        Files.deleteIfExists(target);
        return Recovery.of(Files.write(folder.resolve("damaged.mcap"), file), target, (topic, logTime) -> true);
    }

    /** The messages of the file that was made, which must be whole. */
    private List<Long> made() {
        List<Long> sequences = new ArrayList<>();
        try (McapFile file = McapFile.open(folder.resolve("sound.mcap"))) {
            assertThat(file.damage()).isEmpty();
            MessageCursor cursor = file.messages(Query.AS_WRITTEN);
            while (cursor.next()) {
                sequences.add(cursor.sequence());
                assertThat(cursor.channel().topic()).isEqualTo(cursor.sequence() % 3 == 0 ? "/car/raw" : "/car/speed");
                assertThat(cursor.data().remaining()).isEqualTo((int) cursor.sequence() % 40);
            }
            assertThat(file.statistics().orElseThrow().messageCount()).isEqualTo(sequences.size());
        }
        return sequences;
    }

    private static List<Long> firstMessages(int count) {
        List<Long> sequences = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            sequences.add(i);
        }
        return sequences;
    }

    @ParameterizedTest
    @CsvSource({"NONE, 0", "NONE, 300", "LZ4, 900", "ZSTD, 900"})
    void a_file_that_is_cut_anywhere_gives_every_message_before_the_cut(Compression compression, int chunkBytes)
            throws Exception {
        byte[] whole = SampleFiles.drive(compression, chunkBytes, ALL);
        int before = 0;
        for (int length = Opcode.magic().length; length < whole.length; length += 1 + length / 300) {
            Recovery recovery = recover(Arrays.copyOf(whole, length));
            int kept = (int) recovery.messages();
            assertThat(made()).as("cut at %d", length).isEqualTo(firstMessages(kept));
            assertThat(kept).isGreaterThanOrEqualTo(before);
            assertThat(recovery.damage()).as("cut at %d", length).hasSize(1);
            before = kept;
        }
        assertThat(before).isEqualTo(60);
        Recovery recovery = recover(whole);
        assertThat(recovery.damage()).isEmpty();
        assertThat(recovery.counted()).hasValue(60);
        assertThat(recovery.attachments()).isOne();
        assertThat(recovery.metadata()).isOne();
        assertThat(made()).isEqualTo(firstMessages(60));
    }

    @Test
    void of_a_cut_chunk_the_whole_messages_are_kept_and_said_to_be_unchecked() throws Exception {
        byte[] whole = SampleFiles.drive(Compression.NONE, 4000, ALL);
        Recovery recovery = recover(Arrays.copyOf(whole, 1000));
        assertThat(recovery.messages()).isPositive().isEqualTo(recovery.unchecked());
        assertThat(recovery.damage())
                .singleElement()
                .asString()
                .matches("the file ends inside a Chunk record: \\d+ of its \\d+ bytes are there \\(at byte \\d+\\)");
        assertThat(recovery.counted()).isEmpty();
    }

    @Test
    void what_lies_behind_a_damaged_chunk_is_kept_and_the_damage_told() throws Exception {
        byte[] file = SampleFiles.drive(Compression.NONE, 300, ALL);
        List<Integer> chunks = SampleFiles.recordStarts(file).stream()
                .filter(at -> at < file.length && file[at] == Opcode.CHUNK)
                .toList();
        int damaged = chunks.get(chunks.size() / 2);
        file[damaged + 70] ^= 4;
        Recovery recovery = recover(file);
        assertThat(recovery.damage())
                .singleElement()
                .isEqualTo(new Damage(damaged, "a Chunk record does not match its CRC"));
        assertThat(recovery.counted()).hasValue(60);
        assertThat(recovery.messages()).isBetween(45L, 59L);
        assertThat(made()).hasSize((int) recovery.messages()).contains(0L, 59L).isSorted();
    }

    @Test
    void what_is_no_mcap_and_what_is_there_already_are_bad_input() throws Exception {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> recover("version https://git-lfs".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("git lfs pull");
        assertThat(folder.resolve("sound.mcap")).doesNotExist();
        assertThat(folder.resolve("sound.mcap.part")).doesNotExist();
        Path there = Files.writeString(folder.resolve("there.mcap"), "mine");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> Recovery.of(there, there, (topic, logTime) -> true))
                .withMessage(there + " exists already and is never written over. Choose another name with -o.");
        assertThat(there).hasContent("mine");
    }
}
