package dev.roadrig.wires.tool.catalog;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import dev.roadrig.wires.tool.board.Rail;
import dev.roadrig.wires.tool.board.Tegrastats;
import dev.roadrig.wires.tool.board.TegrastatsLine;
import java.util.List;
import java.util.OptionalInt;

/** What the index says in words and not as {@code key=value}. */
final class OddExpectation {
    private OddExpectation() {}

    static boolean holds(ToolResult result, String item) {
        return switch (result.tool()) {
            case TEGRASTATS -> tegrastats(Tegrastats.lines(ToolText.of(result.raw())), item);
            case BENCHMARK_MODEL -> benchmark(result, item);
            case SCPI_IDN -> identity(result, item);
            case SENSORS -> sensors(result, item);
            case BOOT_LOG -> bootLog(result, item);
            default -> others(result, item);
        };
    }

    private static boolean tegrastats(List<TegrastatsLine> lines, String item) {
        TegrastatsLine first = lines.get(0);
        return switch (item) {
            case "gr3d=12 freqs=1300,1300" ->
                first.gpuPercent().equals(OptionalInt.of(12))
                        && first.gpuMegahertz().equals(List.of(1300, 1300));
            case "emc=3@3199" ->
                first.memoryBusPercent().equals(OptionalInt.of(3))
                        && first.memoryBusMegahertz().equals(OptionalInt.of(3199));
            case "ape=174" -> Integer.valueOf(174).equals(first.engines().get("APE"));
            case "vdd_gpu_soc=5139mW/5139mW" -> rail(first, "VDD_GPU_SOC", 5139, 5139);
            case "vin=5500mW" ->
                rail(first, "VIN_SYS_5V0", 5500, 5500)
                        && first.boardMilliwatts().isEmpty();
            case "gpu_temp=26 and gpu_mw=465 are both named GPU" ->
                celsius(first, "GPU", 26) && rail(first, "GPU", 465, 465);
            case "sys5v=1776" -> rail(first, "SYS5V", 1776, 1776);
            case "cores_off=4" -> first.coresOff() == 4;
            case "cores_off=2" -> first.coresOff() == 2;
            case "pom_5v_in=1388/1388" ->
                rail(first, "POM_5V_IN", 1388, 1388) && first.boardMilliwatts().getAsDouble() == 1388;
            case "gpu=122/122" -> rail(first, "POM_5V_GPU", 122, 122);
            case "cpu=163/163" -> rail(first, "POM_5V_CPU", 163, 163);
            case "ram=2015/3964" -> first.memory().equals(new TegrastatsLine.Share(2015, 3964));
            case "line1: ram_used=2274 ram_total=6834 swap_used=542 gr3d=22 vdd_in_mw=5542 avg=5542 cpu_temp=40" ->
                first.memory().equals(new TegrastatsLine.Share(2274, 6834))
                        && first.swap().orElseThrow().usedMegabytes() == 542
                        && first.gpuPercent().equals(OptionalInt.of(22))
                        && rail(first, "VDD_IN", 5542, 5542)
                        && celsius(first, "CPU", 40);
            // The index counts from 1 and names the fifth line of seven: 20:06:56.
            case "line4 vdd_in_mw=13751 avg=12130" -> lines.stream().anyMatch(l -> rail(l, "VDD_IN", 13751, 12130));
            case "line2: vdd_in_mw=1840 gpu=153 cpu=306 ddr=269" ->
                rail(first, "VDD_IN", 1840, 1840)
                        && rail(first, "VDD_SYS_GPU", 153, 153)
                        && rail(first, "VDD_SYS_CPU", 306, 306)
                        && rail(first, "VDD_SYS_DDR", 269, 269);
            case "gr3d=0" -> first.gpuPercent().equals(OptionalInt.of(0));
            case "temps: GPU 31" -> celsius(first, "GPU", 31);
            default -> false;
        };
    }

    private static boolean celsius(TegrastatsLine line, String name, double value) {
        return Double.valueOf(value).equals(line.celsius().get(name));
    }

    private static boolean rail(TegrastatsLine line, String name, double now, double average) {
        return line.rails().stream()
                .filter(rail -> rail.name().equals(name))
                .map((Rail rail) -> rail.milliwatts() == now && rail.averageMilliwatts() == average)
                .findFirst()
                .orElse(false);
    }

    private static boolean benchmark(ToolResult result, String item) {
        return switch (item) {
            case "nnapi=5/64 partitions=5" ->
                row(result, "TfLiteNnapiDelegate", "nodes_delegated", 5, "total", 64, "partitions", 5);
            case "xnnpack=59/62 partitions=5" ->
                row(result, "TfLiteXNNPackDelegate", "nodes_delegated", 59, "total", 62, "partitions", 5);
            case "CONV_2D count=15 avg_ms=2651.853 pct=89.897" ->
                row(result, "CONV_2D", "count", 15, "avg", 2651.853, "pct", 89.897);
            case "CONV_2D count=15 pct=86.679" -> row(result, "CONV_2D", "count", 15, "pct", 86.679);
            case "TfLiteNnapiDelegate count=3 avg_ms=149.483 pct=94.187" ->
                row(result, "TfLiteNnapiDelegate", "count", 3, "avg", 149.483, "pct", 94.187);
            case "STRIDED_SLICE count=6" -> row(result, "STRIDED_SLICE", "count", 6);
            case "total avg_us=158715" ->
                result.figure("profiled_avg").orElseThrow().value() == 158715;
            case "last count line: count=50 min=103266 max=105607 avg=104012 std=490" ->
                figures(result.figures(), "count", 50, "min", 103266, "max", 105607, "mean", 104012, "std", 490);
            default -> false;
        };
    }

    private static boolean identity(ToolResult result, String item) {
        Row last = result.rows().get(result.rows().size() - 1);
        return switch (item) {
            case "vendor=HAMEG" -> last.where().equals("HAMEG");
            case "model=HMP4040", "model=E36234A" -> last.name().equals(item.substring(6));
            case "firmware=HW50020001/SW2.51" -> last.detail().contains("firmware HW50020001/SW2.51");
            case "firmware=1.0.6-1.0.3-1.01" -> last.detail().equals("firmware 1.0.6-1.0.3-1.01");
            case "serial blank" -> !last.detail().contains("serial");
            case "siglent_fields=five (derived) model=SPD3303X-E firmware=1.01.01.02.07R2 hw=V3.0" ->
                last.name().equals("SPD3303X-E")
                        && last.detail().equals("serial SERIAL2, firmware 1.01.01.02.07R2, then V3.0");
            case "rigol model=DHO924" -> result.rows().get(0).name().equals("DHO924");
            default -> false;
        };
    }

    private static boolean sensors(ToolResult result, String item) {
        return switch (item) {
            case "BAT0 in0=12.642 curr1=0.001" ->
                sensor(result, "BAT0-acpi-0", "in0", "input", 12.642)
                        && sensor(result, "BAT0-acpi-0", "curr1", "input", 0.001);
            case "pch temp1=55.5" -> sensor(result, "pch_skylake-virtual-0", "temp1", "input", 55.5);
            case "acpitz temp1=25.0" -> sensor(result, "acpitz-acpi-0", "temp1", "input", 25);
            case "coretemp-isa-0000 temp1_input=77.0 crit=92.0" ->
                sensor(result, "coretemp-isa-0000", "temp1", "input", 77)
                        && sensor(result, "coretemp-isa-0000", "temp1", "crit", 92);
            case "power1_average=0.0" -> sensor(result, "power_meter-acpi-0", "power1", "average", 0);
            case "in0_input=1.136" -> sensor(result, "atk0110-acpi-0", "in0", "input", 1.136);
            default -> false;
        };
    }

    private static boolean sensor(ToolResult result, String chip, String channel, String kind, double value) {
        return result.rows("sensor").stream()
                .filter(row -> row.where().equals(chip) && row.detail().equals(channel))
                .anyMatch(row -> row.figure(kind).stream().anyMatch(figure -> figure.value() == value));
    }

    private static boolean bootLog(ToolResult result, String item) {
        return switch (item) {
            case "trace present" -> result.fact("trace").orElse("").equals("present");
            case "address=00000000000002fc as listed" ->
                result.fact("address").orElse("").equals("00000000000002fc");
            case "first length = difference of the two stamps (derived)" ->
                result.rows().get(0).figure("length").orElseThrow().value() == 4.160028;
            case "login_prompt=true" -> result.fact("login_prompt").orElse("").equals("raspberrypi login:");
            default -> false;
        };
    }

    private static boolean others(ToolResult result, String item) {
        return switch (item) {
            case "mapped ops = all but DEQUANTIZE 3" ->
                result.rows().stream()
                                .filter(row -> row.where().equals("CPU"))
                                .map(Row::name)
                                .toList()
                                .equals(List.of("DEQUANTIZE"))
                        && row(result, "DEQUANTIZE", "count", 3);
            case "acks: htc, format bin_hexa, freq 1k, acqtime 0, volt 3300m, funcmode high" ->
                result.fact("acks").orElse("").equals(item.substring(6));
            case "rms_ma=0.31, 95.32" ->
                result.rows().get(0).figure("rms").orElseThrow().value() == 0.31
                        && result.rows().get(1).figure("rms").orElseThrow().value() == 95.32;
            case "first RMC: 081411.000 A 5541.1955,N 03737.2872,E speed_kn=0.60" ->
                result.fact("first_rmc_time").orElse("").equals("081411.000")
                        && result.fact("first_rmc_state").orElse("").equals("A")
                        && result.fact("first_rmc_position").orElse("").equals("5541.1955,N 03737.2872,E")
                        && figures(result.figures(), "first_rmc_speed", 0.6);
            case "records=2" -> result.rows("event").size() == 2;
            case "model_loading_array dur=698" -> row(result, "model_loading_array", "dur", 698);
            case "session_initialization dur=15496" -> row(result, "session_initialization", "dur", 15496);
            case "layers 0,1,2 runtimes=A D G C" ->
                result.rows("layer").stream().map(Row::where).toList().equals(List.of("A D G C", "A D G C", "A D G C"));
            case "types=Transpose, Reshape, FullyConnected" ->
                result.rows("layer").stream()
                        .map(Row::detail)
                        .toList()
                        .equals(List.of("Transpose", "Reshape", "FullyConnected"));
            default -> hwmonOrSentence(result, item);
        };
    }

    private static boolean hwmonOrSentence(ToolResult result, String item) {
        if (item.startsWith("check=")) {
            return result.raw().lines().anyMatch(line -> line.equals(item.substring(6)))
                    && figures(result.figures(), "checksums_wrong", 0);
        }
        if (!item.startsWith("/sys/class/hwmon/")) {
            return false;
        }
        String chip = item.contains("hwmon0") ? "nvme" : "k10temp";
        double celsius = Double.parseDouble(item.substring(item.indexOf(':') + 1)) / 1000;
        return result.rows("sensor").stream()
                .anyMatch(row -> row.where().equals(chip)
                        && item.contains("/" + row.detail() + "_input")
                        && row.figure("value").orElseThrow().value() == celsius);
    }

    /** That the row of a name has these figures: name, value, name, value. */
    private static boolean row(ToolResult result, String name, Object... figures) {
        return result.rows().stream().anyMatch(row -> row.name().equals(name) && figures(row.figures(), figures));
    }

    private static boolean figures(List<Figure> figures, Object... expected) {
        for (int i = 0; i < expected.length; i += 2) {
            String name = (String) expected[i];
            double value = ((Number) expected[i + 1]).doubleValue();
            if (figures.stream().noneMatch(f -> f.name().equals(name) && f.value() == value)) {
                return false;
            }
        }
        return true;
    }
}
