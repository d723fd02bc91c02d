package dev.roadrig.scenarios.mcap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The format's own conformance suite: every variant, written to the byte and read to the record. */
class ConformanceTest {
    @TempDir
    Path folder;

    static List<ConformanceFile> variants() {
        try (Stream<Path> files = Files.walk(SharedFolder.data("mcap/mcap-conformance"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(ConformanceFile::of)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void the_suite_has_416_variants() {
        assertThat(variants()).hasSize(416);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void every_variant_is_written_to_the_byte_and_read_to_the_record(ConformanceFile variant) throws IOException {
        byte[] written = variant.write();
        assertThat(ConformanceFile.identity(written)).isEqualTo(variant.identity());

        Path file = Files.write(folder.resolve("variant.mcap"), written);
        try (McapFile mcap = McapFile.open(file)) {
            assertThat(mcap.damage()).isEmpty();
            List<String> records = new ArrayList<>();
            mcap.forEachRecord(record -> {
                // The suite's lists give what is in a chunk in its place, and no message indexes.
                if (!(record instanceof McapRecord.MessageIndex)) {
                    records.add(ConformanceFile.describe(record));
                }
            });
            assertThat(records).isEqualTo(variant.expected());
            List<String> messages =
                    records.stream().filter(r -> r.startsWith("Message{")).toList();
            assertThat(messages(mcap, Query.AS_WRITTEN)).isEqualTo(messages);
            assertThat(messages(mcap, Query.BY_TIME)).isEqualTo(byTime(messages));
        }
    }

    /** A stable sort, since ties stay in file order; the suite's times have one digit. */
    private static List<String> byTime(List<String> messages) {
        return messages.stream()
                .sorted(Comparator.comparing(message -> message.replaceAll(".*log_time=(\\d),.*", "$1")))
                .toList();
    }

    private static List<String> messages(McapFile mcap, Query query) {
        List<String> messages = new ArrayList<>();
        MessageCursor cursor = mcap.messages(query);
        while (cursor.next()) {
            messages.add(ConformanceFile.describe(new McapRecord.Message(
                    cursor.channel().id(),
                    cursor.sequence(),
                    cursor.logTime(),
                    cursor.publishTime(),
                    cursor.copyData())));
        }
        return messages;
    }
}
