package dev.roadrig.wires.tool.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.wires.tool.ToolResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every real output parses to the values that its index gives; an item that nobody checks fails. */
class TranscriptsTest {
    /** Where the index names a tool otherwise. */
    private static final Map<String, String> TOOLS = Map.ofEntries(
            Map.entry("tflite_benchmark", "benchmark_model"),
            Map.entry("python_latency_script", "latency_script"),
            Map.entry("snpe_throughput", "snpe-throughput-net-run"),
            Map.entry("snpe_diagview", "snpe-diagview"),
            Map.entry("snpe_dlc_info", "snpe-dlc-info"),
            Map.entry("qnn_net_run", "qnn-net-run"),
            Map.entry("qnn_profile_viewer", "qnn-profile-viewer"),
            Map.entry("stm32_cubeai", "stedgeai"),
            Map.entry("kernel_throttle", "throttle_log"),
            Map.entry("esp_rom_log", "esp_rom"),
            Map.entry("serial_log", "boot_log"),
            Map.entry("kitti_oxts", "oxts"));

    /**
     * Items that the index gives and the file contradicts, with what the file has in their place: the log that "stops at
     * Starting kernel" goes on with one line of the kernel, and the cut parse error holds the importer's name and not the
     * operator's.
     */
    private static final Map<String, String> CONTRADICTED = Map.of(
            "serial_log/rpi2_uboot_stops_at_starting_kernel.txt kernel_started=false",
            "[    0.000000] Booting Linux on physical CPU 0xf",
            "serial_log/rpi2_uboot_stops_at_starting_kernel.txt last=\"Starting kernel ...\"",
            "[    0.000000] Booting Linux on physical CPU 0xf",
            "trtexec/fail_parse_scale_negative_8_6.txt op=QuantizeLinear",
            "In function QuantDequantLinearHelper:");

    @TestFactory
    Stream<DynamicTest> a_real_output_parses_to_the_values_of_the_index() throws IOException {
        List<Transcripts.Case> cases = Transcripts.all();
        assertThat(cases).hasSize(109);
        return cases.stream().map(each -> DynamicTest.dynamicTest(each.file(), () -> parses(each)));
    }

    private static void parses(Transcripts.Case each) throws IOException {
        String raw = each.raw();
        ToolResult result = ToolReaders.read(raw, Optional.empty());
        assertThat(result.tool().id()).isEqualTo(TOOLS.getOrDefault(each.tool(), each.tool()));
        assertThat(result.raw()).as("the raw text is kept").isEqualTo(raw);
        assertThat(each.items()).isNotEmpty();
        for (String item : each.items()) {
            String contradiction = CONTRADICTED.get(each.file() + " " + item);
            if (contradiction != null) {
                assertThat(raw).as(item).contains(contradiction);
            } else {
                assertThat(Expectation.holds(result, item) || OddExpectation.holds(result, item))
                        .as("%s: %s in %s, %s, %s", each.file(), item, result.figures(), result.facts(), result.rows())
                        .isTrue();
            }
        }
    }

    @Test
    void a_wrong_value_and_an_item_that_nobody_knows_are_seen() throws IOException {
        Transcripts.Case perfTest = Transcripts.all().stream()
                .filter(each -> each.file().endsWith("squeezenet_int8_r100.txt"))
                .findFirst()
                .orElseThrow();
        ToolResult result = ToolReaders.read(perfTest.raw(), Optional.empty());
        assertThat(Expectation.holds(result, "avg_ms=1.85739")).isTrue();
        assertThat(Expectation.holds(result, "avg_ms=1.8574")).isFalse();
        assertThat(Expectation.holds(result, "median_ms=1.85739")).isFalse();
        assertThat(OddExpectation.holds(result, "what nobody knows")).isFalse();
    }
}
