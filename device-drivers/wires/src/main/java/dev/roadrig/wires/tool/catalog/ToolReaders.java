package dev.roadrig.wires.tool.catalog;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import dev.roadrig.wires.tool.board.Hwmon;
import dev.roadrig.wires.tool.board.Nvpmodel;
import dev.roadrig.wires.tool.board.PowerShield;
import dev.roadrig.wires.tool.board.ScpiIdentity;
import dev.roadrig.wires.tool.board.Sensors;
import dev.roadrig.wires.tool.board.Tegrastats;
import dev.roadrig.wires.tool.board.ThrottleLog;
import dev.roadrig.wires.tool.board.Vcgencmd;
import dev.roadrig.wires.tool.boot.BootLog;
import dev.roadrig.wires.tool.boot.EspRom;
import dev.roadrig.wires.tool.bus.Candump;
import dev.roadrig.wires.tool.bus.Nmea;
import dev.roadrig.wires.tool.bus.Oxts;
import dev.roadrig.wires.tool.compiler.EdgeTpuCompiler;
import dev.roadrig.wires.tool.compiler.StEdgeAi;
import dev.roadrig.wires.tool.compiler.Vela;
import dev.roadrig.wires.tool.onnxruntime.PerfTest;
import dev.roadrig.wires.tool.onnxruntime.RuntimeLog;
import dev.roadrig.wires.tool.qualcomm.QnnNetRun;
import dev.roadrig.wires.tool.qualcomm.QnnProfile;
import dev.roadrig.wires.tool.qualcomm.SnpeBench;
import dev.roadrig.wires.tool.qualcomm.SnpeDiagview;
import dev.roadrig.wires.tool.qualcomm.SnpeDlc;
import dev.roadrig.wires.tool.qualcomm.SnpeThroughput;
import dev.roadrig.wires.tool.tensorrt.Trtexec;
import dev.roadrig.wires.tool.tflite.BenchmarkModel;
import dev.roadrig.wires.tool.tflite.LatencyScript;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every tool's reader. */
public final class ToolReaders {
    private static final List<ToolReader> ALL = List.of(
            new BenchmarkModel(),
            new LatencyScript(),
            new PerfTest(),
            new RuntimeLog(),
            new Trtexec(),
            new SnpeThroughput(),
            new SnpeDiagview(),
            new SnpeBench(),
            new SnpeDlc(),
            new QnnNetRun(),
            new QnnProfile(),
            new EdgeTpuCompiler(),
            new Vela(),
            new StEdgeAi(),
            new Tegrastats(),
            new Nvpmodel(),
            new Vcgencmd(),
            new Hwmon(),
            new Sensors(),
            new PowerShield(),
            new ScpiIdentity.Reader(),
            new ThrottleLog(),
            new EspRom(),
            new BootLog(),
            new Candump(),
            new Nmea(),
            new Oxts());

    /** Their signs are also in other tools' texts, so any other comes first. */
    private static final Set<Tool> LAST = Set.of(Tool.BOOT_LOG, Tool.SCPI_IDN);

    private ToolReaders() {}

    /** One reader a tool. */
    public static List<ToolReader> all() {
        return ALL;
    }

    /**
     * Reads a text.
     *
     * @param as the tool that wrote it; absent to know it by its content
     * @throws NotUnderstood where no tool is known by it, or several are, or the one that is cannot read it
     */
    public static ToolResult read(String raw, Optional<Tool> as) {
        return read(ToolText.of(raw), as);
    }

    /**
     * Reads a text that may know its command line.
     *
     * @throws NotUnderstood as {@link #read(String, Optional)}
     */
    public static ToolResult read(ToolText text, Optional<Tool> as) {
        return as.map(ToolReaders::of).orElseGet(() -> recognise(text)).read(text);
    }

    private static ToolReader of(Tool tool) {
        return ALL.stream()
                .filter(reader -> reader.tool() == tool)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no reader of " + tool));
    }

    private static ToolReader recognise(ToolText text) {
        List<ToolReader> known =
                ALL.stream().filter(reader -> reader.knows(text)).toList();
        List<ToolReader> first =
                known.stream().filter(reader -> !LAST.contains(reader.tool())).toList();
        List<ToolReader> left = first.isEmpty() ? known : first;
        if (left.size() == 1) {
            return left.get(0);
        }
        if (left.isEmpty()) {
            throw new NotUnderstood("No tool is known by this text. "
                    + text.lastWritten()
                            .map(line -> "Its last line is '" + Wording.firstOf(line, 60) + "'.")
                            .orElse("It has no whole line that is not empty.")
                    + " Give a tool's whole output, or say with --as which tool wrote it.");
        }
        throw new NotUnderstood("The text has signs of several tools: "
                + left.stream().map(reader -> reader.tool().id()).collect(Collectors.joining(", "))
                + ". Give one tool's output, or say with --as which is meant.");
    }
}
