package dev.roadrig.wires.tool;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.util.Arrays;

/** The tools whose text is read. */
public enum Tool {
    BENCHMARK_MODEL("benchmark_model", "TensorFlow Lite benchmark_model"),
    LATENCY_SCRIPT("latency_script", "a Python latency script for TensorFlow Lite"),
    ONNXRUNTIME_PERF_TEST("onnxruntime_perf_test", "onnxruntime_perf_test"),
    ONNXRUNTIME_LOG("onnxruntime_log", "ONNX Runtime's log or profile"),
    TRTEXEC("trtexec", "TensorRT trtexec"),
    SNPE_THROUGHPUT("snpe-throughput-net-run", "SNPE snpe-throughput-net-run"),
    SNPE_DIAGVIEW("snpe-diagview", "SNPE snpe-diagview of a snpe-net-run"),
    SNPE_BENCH("snpe_bench", "SNPE snpe_bench.py statistics"),
    SNPE_DLC_INFO("snpe-dlc-info", "SNPE snpe-dlc-info"),
    QNN_NET_RUN("qnn-net-run", "QNN qnn-net-run"),
    QNN_PROFILE_VIEWER("qnn-profile-viewer", "QNN qnn-profile-viewer of a qnn-net-run"),
    EDGETPU_COMPILER("edgetpu_compiler", "Edge TPU compiler"),
    VELA("vela", "Ethos-U Vela compiler"),
    ST_EDGE_AI("stedgeai", "ST Edge AI report"),
    TEGRASTATS("tegrastats", "Jetson tegrastats"),
    NVPMODEL("nvpmodel", "Jetson nvpmodel"),
    VCGENCMD("vcgencmd", "Raspberry Pi vcgencmd"),
    HWMON("hwmon", "Linux hwmon or iio files as path:value"),
    SENSORS("sensors", "lm-sensors sensors -u"),
    LPM01A("lpm01a", "STM32 power shield session"),
    SCPI_IDN("scpi_idn", "answers to *IDN?"),
    THROTTLE_LOG("throttle_log", "the kernel's thermal throttling lines"),
    ESP_ROM("esp_rom", "ESP ROM boot log"),
    BOOT_LOG("boot_log", "a boot loader's and kernel's console log"),
    CANDUMP("candump", "candump or Vector ASC log"),
    NMEA("nmea", "NMEA 0183 sentences"),
    OXTS("oxts", "KITTI oxts row or time stamps");

    private final String id;
    private final String title;

    Tool(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The name on the command line: the tool's own, where it has one. */
    public String id() {
        return id;
    }

    /** The name in a sentence. */
    public String title() {
        return title;
    }

    /**
     * The tool of a name on the command line.
     *
     * @throws BadInput for any other, with the nearest
     */
    public static Tool named(String id) {
        return Arrays.stream(values())
                .filter(tool -> tool.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new BadInput("There is no tool " + Wording.quote(id)
                        + Wording.instead(
                                id, Arrays.stream(values()).map(Tool::id).toList())));
    }
}
