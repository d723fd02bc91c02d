package dev.roadrig.scenarios.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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

    /** Variants that were written to the byte, and read; so that none is missed without a word. */
    private static final Set<String> WRITTEN = new TreeSet<>();

    private static final Set<String> READ = new TreeSet<>();

    @Test
    void the_suite_has_416_variants() {
        assertThat(variants().stream()
                        .map(variant -> variant.toString().replaceAll("[-.].*", ""))
                        .collect(Collectors.groupingBy(base -> base, Collectors.counting())))
                .containsOnly(
                        entry("NoData", 6L),
                        entry("OneAttachment", 14L),
                        entry("OneMessage", 154L),
                        entry("OneMetadata", 14L),
                        entry("OneSchemalessMessage", 74L),
                        entry("TenMessages", 154L));
    }

    @AfterAll
    static void all_416_of_416_were_written_and_read() {
        assertThat(WRITTEN).hasSize(416);
        assertThat(READ).hasSize(416);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void every_variant_is_written_to_the_byte_and_read_to_the_record(ConformanceFile variant) throws IOException {
        byte[] written = variant.write();
        assertThat(ConformanceFile.identity(written)).isEqualTo(variant.identity());
        WRITTEN.add(variant.toString());

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
            assertThat(messages(mcap.messages(Query.AS_WRITTEN))).isEqualTo(messages);
            assertThat(messages(mcap.messages(Query.BY_TIME))).isEqualTo(byTime(messages));
        }
        streams(file, variant);
        READ.add(variant.toString());
    }

    /** Messages and the records that a stream gives beside them; indexes and offsets only help to jump. */
    private static void streams(Path file, ConformanceFile variant) throws IOException {
        List<String> others = new ArrayList<>();
        try (McapStream stream = McapStream.of(
                Files.newInputStream(file),
                variant.toString(),
                ReadLimits.DEFAULT,
                other -> others.add(ConformanceFile.describe(other)))) {
            assertThat(messages(stream)).isEqualTo(only(variant.expected(), "Message{"));
        }
        assertThat(only(others, "Header", "Attachment{", "Metadata{", "Statistics", "Footer"))
                .isEqualTo(only(variant.expected(), "Header", "Attachment{", "Metadata{", "Statistics", "Footer"));
    }

    private static List<String> only(List<String> records, String... kinds) {
        return records.stream()
                .filter(record -> Arrays.stream(kinds).anyMatch(record::startsWith))
                .toList();
    }

    /** A stable sort, since ties stay in file order; the suite's times have one digit. */
    private static List<String> byTime(List<String> messages) {
        return messages.stream()
                .sorted(Comparator.comparing(message -> message.replaceAll(".*log_time=(\\d),.*", "$1")))
                .toList();
    }

    private static List<String> messages(MessageCursor cursor) {
        List<String> messages = new ArrayList<>();
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
