package dev.roadrig.wires.tool.board;

import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.wires.tool.NotUnderstood;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of tegrastats. Four notations of the GPU's load are known, rails with and without mW, and rails that are named
 * like a temperature.
 *
 * @param stamp the board's local time as written; absent in older releases
 * @param memory used and total, MB; swap the same, absent where there is none
 * @param corePercent one a core; empty for a core that is switched off
 * @param gpuPercent absent where only a rate is written
 * @param gpuMegahertz one a cluster; empty where none is written
 * @param engines what stands as NAME NUMBER or NAME NUMBER%, such as APE 174; those that are off are absent
 * @param celsius by name; sensors that are off (-256 C) are absent
 */
public record TegrastatsLine(
        Optional<String> stamp,
        Share memory,
        Optional<Share> swap,
        List<OptionalInt> corePercent,
        OptionalInt memoryBusPercent,
        OptionalInt memoryBusMegahertz,
        OptionalInt gpuPercent,
        List<Integer> gpuMegahertz,
        Map<String, Integer> engines,
        Map<String, Double> celsius,
        List<Rail> rails) {

    /** Used of total, in megabytes. */
    public record Share(int usedMegabytes, int totalMegabytes) {}

    private static final Pattern STAMP = Pattern.compile("^([0-9]{2}-[0-9]{2}-[0-9]{4} [0-9:]{8}) ");
    private static final Pattern RAM = Pattern.compile("(?:^| )RAM ([0-9]{1,8})/([0-9]{1,8})MB ");
    private static final Pattern SWAP = Pattern.compile(" SWAP ([0-9]{1,8})/([0-9]{1,8})MB ");
    private static final Pattern CPU = Pattern.compile(" CPU \\[([^]]{1,2000})\\]");
    private static final Pattern CORE = Pattern.compile("([0-9]{1,3})%(?:@[0-9]++)?+");
    private static final Pattern BUS = Pattern.compile(" EMC_FREQ ([0-9]{1,3})%(?:@([0-9]{1,6}))?+");
    private static final Pattern GPU =
            Pattern.compile(" GR3D_FREQ (?:([0-9]{1,3})%)?+(?:@(?:\\[([0-9,]{1,200})\\]|([0-9]{1,6})))?+(?= |$)");
    private static final Pattern ENGINE =
            Pattern.compile(" ([A-Z][A-Z0-9_]{1,30}) ([0-9]{1,6})%?+(?:@[0-9]++)?+(?= |$)");
    private static final Pattern SENSOR = Pattern.compile(
            " ([A-Za-z][A-Za-z0-9_.]{0,40})@(-?+[0-9]{1,4}(?:\\.[0-9]{1,6})?+)C(?:/-?+[0-9.]{1,12}C)?+(?= |$)");
    private static final Pattern RAIL = Pattern.compile(
            "(?<= )([A-Z][A-Za-z0-9_]{0,40}) ([0-9]{1,8})(?:mW)?+/([0-9]{1,8})(?:mW)?+(?:/[0-9]{1,8}mW)?+(?= |$)");
    private static final double SENSOR_OFF = -256;
    /** These feed the board; on an AGX Orin VIN_SYS_5V0 does not, and is a rail like the others. */
    private static final List<String> TOTALS = List.of("VDD_IN", "POM_5V_IN");

    public TegrastatsLine {
        corePercent = List.copyOf(corePercent);
        gpuMegahertz = List.copyOf(gpuMegahertz);
        engines = Collections.unmodifiableMap(new LinkedHashMap<>(engines));
        celsius = Collections.unmodifiableMap(new LinkedHashMap<>(celsius));
        rails = List.copyOf(rails);
    }

    /** Whether a line is one of tegrastats. */
    static boolean is(String line) {
        return RAM.matcher(line).find() && CPU.matcher(line).find();
    }

    /**
     * Reads one line.
     *
     * @throws NotUnderstood where it is none of tegrastats
     */
    public static TegrastatsLine of(String line) {
        Matcher ram = RAM.matcher(line);
        Matcher cpu = CPU.matcher(line);
        if (!ram.find() || !cpu.find()) {
            throw new NotUnderstood("'" + Wording.firstOf(line, 60)
                    + "' is no line of tegrastats: it has no RAM and CPU part. Give its output, unchanged.");
        }
        Matcher bus = BUS.matcher(line);
        boolean hasBus = bus.find();
        Matcher gpu = GPU.matcher(line);
        boolean hasGpu = gpu.find();
        return new TegrastatsLine(
                first(STAMP, line),
                new Share(Integer.parseInt(ram.group(1)), Integer.parseInt(ram.group(2))),
                swap(line),
                cores(cpu.group(1)),
                hasBus ? OptionalInt.of(Integer.parseInt(bus.group(1))) : OptionalInt.empty(),
                hasBus && bus.group(2) != null ? OptionalInt.of(Integer.parseInt(bus.group(2))) : OptionalInt.empty(),
                hasGpu && gpu.group(1) != null ? OptionalInt.of(Integer.parseInt(gpu.group(1))) : OptionalInt.empty(),
                hasGpu ? rates(gpu) : List.of(),
                engines(line),
                sensors(line),
                rails(line));
    }

    /** Cores that are switched off. */
    public int coresOff() {
        return (int) corePercent.stream().filter(OptionalInt::isEmpty).count();
    }

    /**
     * The board's power in milliwatts: the rail that feeds the board, and no others beside it; absent where there is no
     * such rail, since which others may be added depends on the board.
     */
    public OptionalDouble boardMilliwatts() {
        return rails.stream()
                .filter(Rail::boardTotal)
                .mapToDouble(Rail::milliwatts)
                .findFirst();
    }

    private static Optional<String> first(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Optional<Share> swap(String line) {
        Matcher swap = SWAP.matcher(line);
        return swap.find()
                ? Optional.of(new Share(Integer.parseInt(swap.group(1)), Integer.parseInt(swap.group(2))))
                : Optional.empty();
    }

    private static List<OptionalInt> cores(String list) {
        List<OptionalInt> cores = new ArrayList<>();
        for (String core : list.split(",", -1)) {
            Matcher load = CORE.matcher(core);
            if (!load.matches() && !core.equals("off")) {
                throw new NotUnderstood("'" + core + "' is no core of tegrastats: N%@MHz or off.");
            }
            cores.add(core.equals("off") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(load.group(1))));
        }
        return cores;
    }

    private static List<Integer> rates(Matcher gpu) {
        String written = gpu.group(2) != null ? gpu.group(2) : gpu.group(3);
        List<Integer> rates = new ArrayList<>();
        if (written != null) {
            for (String rate : written.split(",")) {
                if (!rate.isEmpty() && rate.length() <= 6) {
                    rates.add(Integer.valueOf(rate));
                }
            }
        }
        return rates;
    }

    private static Map<String, Integer> engines(String line) {
        Map<String, Integer> engines = new LinkedHashMap<>();
        Matcher engine = ENGINE.matcher(line);
        while (engine.find()) {
            engines.put(engine.group(1), Integer.valueOf(engine.group(2)));
        }
        return engines;
    }

    private static Map<String, Double> sensors(String line) {
        Map<String, Double> sensors = new LinkedHashMap<>();
        Matcher sensor = SENSOR.matcher(line);
        while (sensor.find()) {
            double value = Double.parseDouble(sensor.group(2));
            if (value != SENSOR_OFF) {
                sensors.put(sensor.group(1), value);
            }
        }
        return sensors;
    }

    private static List<Rail> rails(String line) {
        List<Rail> rails = new ArrayList<>();
        Matcher rail = RAIL.matcher(line);
        while (rail.find()) {
            rails.add(new Rail(
                    rail.group(1),
                    Double.parseDouble(rail.group(2)),
                    Double.parseDouble(rail.group(3)),
                    TOTALS.contains(rail.group(1))));
        }
        return rails;
    }
}
