package dev.roadrig.harness.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.scenarios.record.RunTopic;
import dev.roadrig.scenarios.record.v1.BoardIdentity;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.ConsoleBytes.Direction;
import dev.roadrig.scenarios.record.v1.EvidenceText;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gets through the net before the record, and when. */
class MaskedRecordTest {
    private static final String SECRET = "hunthunter2";

    @TempDir
    private Path dir;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final List<Long> times = new ArrayList<>();
    private final List<Message> written = new ArrayList<>();

    private SecretMask mask(String... secrets) throws Exception {
        if (secrets.length == 0) {
            return SecretMask.of(List.of());
        }
        var yaml = new StringBuilder("rack: desk\nboards:\n");
        for (int i = 0; i < secrets.length; i++) {
            Files.writeString(dir.resolve("secret" + i), secrets[i]);
            yaml.append("  b%d:\n    console: {serial: /dev/x, login: root, password: \"file:secret%d\"}\n"
                    .formatted(i, i));
        }
        return SecretMask.of(
                RackFile.read(Files.writeString(dir.resolve("rack.yaml"), yaml)).secrets());
    }

    private MaskedRecord record(String... secrets) throws Exception {
        written.clear();
        times.clear();
        return new MaskedRecord(
                (nanos, message) -> {
                    times.add(nanos);
                    written.add(message);
                },
                mask(secrets),
                ticker);
    }

    private static ConsoleBytes chunk(Direction direction, byte[] bytes) {
        return ConsoleBytes.newBuilder()
                .setDirection(direction)
                .setStampLateNs(bytes.length)
                .setData(ByteString.copyFrom(bytes))
                .build();
    }

    private static ConsoleBytes heard(String text) {
        return chunk(Direction.FROM_BOARD, text.getBytes(UTF_8));
    }

    private byte[] console() {
        var all = new ByteArrayOutputStream();
        written.forEach(
                message -> all.writeBytes(((ConsoleBytes) message).getData().toByteArray()));
        return all.toByteArray();
    }

    /** The time of each byte that was written. */
    private List<Long> stamps() {
        List<Long> stamps = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            int bytes = ((ConsoleBytes) written.get(i)).getData().size();
            stamps.addAll(Collections.nCopies(bytes, times.get(i)));
        }
        return stamps;
    }

    @Test
    void a_secret_that_is_split_anywhere_is_masked_byte_for_byte_with_each_byte_at_its_time() throws Exception {
        String text = "Password: hunt" + SECRET + "\r\nLogin incorrect";
        String masked = "Password: hunt" + "*".repeat(SECRET.length()) + "\r\nLogin incorrect";
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                try (MaskedRecord record = record(SECRET)) {
                    record.write(10, heard(text.substring(0, first)));
                    record.write(20, heard(text.substring(first, second)));
                    record.write(30, heard(text.substring(second)));
                }
                assertThat(new String(console(), UTF_8))
                        .as("%d %d", first, second)
                        .isEqualTo(masked);
                List<Long> stamps = stamps();
                for (int i = 0; i < stamps.size(); i++) {
                    assertThat(stamps.get(i))
                            .as("byte %d of %d %d", i, first, second)
                            .isEqualTo(i < first ? 10 : i < second ? 20 : 30);
                }
            }
        }
    }

    @Test
    void a_secret_that_comes_byte_by_byte_is_masked_in_both_directions_apart() throws Exception {
        try (MaskedRecord record = record(SECRET)) {
            for (byte octet : SECRET.getBytes(UTF_8)) {
                record.write(1, chunk(Direction.TO_BOARD, new byte[] {octet}));
                record.write(1, chunk(Direction.FROM_BOARD, new byte[] {octet}));
            }
        }
        assertThat(new String(console(), UTF_8)).isEqualTo("*".repeat(2 * SECRET.length()));
        assertThat(written.stream().map(message -> ((ConsoleBytes) message).getDirection()))
                .filteredOn(Direction.TO_BOARD::equals)
                .hasSize(SECRET.length());
    }

    /** Few letters, so that secrets overlap, hold each other, and begin anew in their midst. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void it_masks_what_a_plain_search_of_the_whole_finds(long seed) throws Exception {
        var random = new Random(seed);
        String[] secrets = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> letters(random, 4 + random.nextInt(6)))
                .toArray(String[]::new);
        String text = letters(random, 4000);
        byte[] expected = text.getBytes(ISO_8859_1);
        for (String secret : secrets) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                Arrays.fill(expected, at, at + secret.length(), (byte) '*');
            }
        }
        try (MaskedRecord record = record(secrets)) {
            for (int at = 0; at < text.length(); ) {
                int next = Math.min(text.length(), at + random.nextInt(9));
                record.write(at, heard(text.substring(at, next)));
                at = next;
            }
        }
        assertThat(new String(console(), ISO_8859_1))
                .as("seed %d, %s", seed, List.of(secrets))
                .isEqualTo(new String(expected, ISO_8859_1));
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 'a', 'c' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void what_can_become_a_secret_waits_two_seconds_after_the_last_byte_and_keeps_its_time() throws Exception {
        try (MaskedRecord record = record(SECRET)) {
            record.write(5, heard("say hun"));
            assertThat(new String(console(), UTF_8)).isEqualTo("say ");
            sleep(1_500);
            record.write(6, heard("t"));
            sleep(1_500);
            assertThat(new String(console(), UTF_8)).isEqualTo("say ");
            sleep(600);
            assertThat(new String(console(), UTF_8)).isEqualTo("say hunt");
            assertThat(times).containsExactly(5L, 5L, 6L);
            record.write(7, heard("er and more"));
            assertThat(new String(console(), UTF_8)).isEqualTo("say hunter and more");
        }
    }

    private void sleep(int millis) {
        boolean unused = ticker.await(() -> false, new Deadline(ticker.nanos() + millis * 1_000_000L));
    }

    @Test
    void what_holds_no_secret_goes_on_as_the_message_that_it_was() throws Exception {
        Message console = heard("Linux version 6.1");
        Message phase = Phase.newBuilder().setName("boot").setDetail(SECRET).build();
        try (MaskedRecord record = record(SECRET)) {
            record.write(1, console);
        }
        assertThat(written).singleElement().isSameAs(console);
        try (MaskedRecord record = record()) {
            record.write(1, heard(SECRET));
            record.write(1, phase);
        }
        assertThat(written.get(1)).isSameAs(phase);
    }

    @Test
    void free_text_is_masked_and_names_are_not() throws Exception {
        try (MaskedRecord record = record(SECRET)) {
            record.write(
                    1,
                    Phase.newBuilder().setName("boot").setDetail("as " + SECRET).build());
            record.write(
                    1, BoardIdentity.newBuilder().putFacts("os", SECRET + " 1").build());
            record.write(
                    1,
                    MeterAbout.newBuilder()
                            .setMeter("m")
                            .addCannotSee("a")
                            .addCannotSee(SECRET)
                            .build());
            record.write(
                    1,
                    FaultSeen.newBuilder()
                            .setCode("shell.login")
                            .setMessage("no " + SECRET)
                            .addEvidence(
                                    EvidenceText.newBuilder().setTitle("lines").setText("a\n" + SECRET))
                            .build());
        }
        assertThat(written.toString()).doesNotContain(SECRET);
        assertThat(((Phase) written.get(0)).getDetail()).isEqualTo("as ***");
        assertThat(((BoardIdentity) written.get(1)).getFactsMap()).containsEntry("os", "*** 1");
        assertThat(((MeterAbout) written.get(2)).getCannotSeeList()).containsExactly("a", "***");
        assertThat(((FaultSeen) written.get(3)).getEvidence(0).getText()).isEqualTo("a\n***");
    }

    /** A text that is added to the record has to be put on one side or the other. */
    @Test
    void every_text_of_a_record_is_masked_or_is_known_to_be_no_boards() throws Exception {
        Set<String> open = new TreeSet<>();
        for (RunTopic topic : RunTopic.values()) {
            Descriptor type =
                    ((Message) topic.type().getMethod("getDefaultInstance").invoke(null)).getDescriptorForType();
            Set<String> masked = MaskedRecord.FREE_TEXT.getOrDefault(topic.type(), Set.of());
            type.getFields().stream()
                    .filter(field -> !masked.contains(field.getName()))
                    .forEach(field -> texts(field, type.getName(), open));
            assertThat(type.getFields().stream().map(FieldDescriptor::getName)).containsAll(masked);
        }
        // The scenario's, the drive's and the model's files; and names by which messages find each other.
        open.removeIf(
                path -> path.startsWith("RunStart.") || path.startsWith("Frame.") || path.startsWith("LinkAsked."));
        assertThat(open)
                .containsExactly(
                        "ClockExchange.boot_id",
                        "FaultSeen.code",
                        "LinkFlow.words",
                        "LinkStall.flow",
                        "MeterAbout.meter",
                        "MeterAccount.meter",
                        "OrderedFault.kind",
                        "OrderedFault.parameters",
                        "Phase.name",
                        "Result.model_sha256",
                        "Result.outputs.datatype",
                        "Result.outputs.name",
                        "Result.stamps.boot_id",
                        "RunEnd.detail",
                        "Telemetry.boot_id",
                        "Telemetry.meter",
                        "Telemetry.readings.name",
                        "Telemetry.readings.source");
    }

    private static void texts(FieldDescriptor field, String path, Set<String> found) {
        String here = path + "." + field.getName();
        if (field.getJavaType() == JavaType.STRING) {
            found.add(here);
        } else if (field.getJavaType() == JavaType.MESSAGE) {
            field.getMessageType().getFields().forEach(part -> texts(part, here, found));
        }
    }
}
