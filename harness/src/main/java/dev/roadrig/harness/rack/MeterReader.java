package dev.roadrig.harness.rack;

import dev.roadrig.harness.rack.MeterWire.Basics;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.bench.ShieldSetting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a rack's {@code meter}: the agent's own sensors, and instruments by their kinds. */
final class MeterReader {
    static final String AGENT = "agent";
    private static final Pattern TCP = Pattern.compile("tcp://[A-Za-z0-9.-]{1,253}:[0-9]{1,5}");
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final String[] EVERYONES = {"period", "most-lost", "gain-error", "offset"};

    private final Optional<Map<String, String>> announced;

    MeterReader(Optional<Map<String, String>> announced) {
        this.announced = announced;
    }

    /** The instruments among the keys, in the order of {@link Kind}. */
    List<MeterWire> read(YamlMap meter) {
        meter.only(Stream.concat(Stream.of(AGENT), Arrays.stream(Kind.values()).map(Kind::word))
                .toArray(String[]::new));
        List<MeterWire> wires = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            meter.optionalMap(kind.word()).ifPresent(map -> wires.add(read(kind, map)));
        }
        return wires;
    }

    /** What a rack can write, with the keys that only this kind has and how often it is read where nothing is said. */
    private enum Kind {
        PPK2("ppk2", "port", "", 1, "port rail mode volts spike-filter"),
        HWMON("hwmon", "folder", "/sys/class/hwmon", 20, "folder"),
        IIO("iio", "folder", "/sys/bus/iio/devices", 20, "folder"),
        TEGRASTATS("tegrastats", "program", "tegrastats", 500, "program"),
        LPM01A("lpm01a", "port", "", 1, "port rail volts rate"),
        OTII("otii", "address", "", 1, "address rail device"),
        SCPI("scpi", "address", "", 100, "address rail"),
        SIGROK("sigrok", "device", "", 100, "device rail program config channels"),
        JOULESCOPE("joulescope", "table", "table", 1, "command rail");

        private final String word;
        private final String where;
        /** Where it is when nothing is said; empty where something must be. */
        private final String usualPlace;

        private final Duration usual;
        /** Parted by blanks. */
        private final String keys;

        Kind(String word, String where, String usualPlace, int usualMillis, String keys) {
            this.word = word;
            this.where = where;
            this.usualPlace = usualPlace;
            this.usual = Duration.ofMillis(usualMillis);
            this.keys = keys;
        }

        String word() {
            return word;
        }
    }

    private MeterWire read(Kind kind, YamlMap map) {
        map.only(Stream.concat(Arrays.stream(kind.keys.split(" ")), Arrays.stream(EVERYONES))
                .toArray(String[]::new));
        Basics common = common(kind, map);
        return switch (kind) {
            case PPK2 ->
                new MeterWire.Ppk2(
                        common,
                        mode(map),
                        volts(map, 0.8, 5).orElseThrow(() -> map.bad("the kit measures no voltage; write volts: 5 V")),
                        map.optionalScalar("spike-filter").map(YamlScalar::flag).orElse(true));
            case HWMON -> new MeterWire.Sysfs(common, false);
            case IIO -> new MeterWire.Sysfs(common, true);
            case LPM01A -> shield(common, map);
            case OTII -> new MeterWire.Otii(address(common, map), text(map, "device", ""));
            case SCPI -> new MeterWire.Scpi(address(common, map));
            case SIGROK ->
                new MeterWire.Sigrok(
                        common,
                        text(map, "program", "sigrok-cli"),
                        text(map, "config", ""),
                        channels(map.list("channels")));
            case JOULESCOPE -> new MeterWire.Table(common, new CommandReader(announced).read(map.list("command")));
            case TEGRASTATS -> new MeterWire.Tegrastats(common);
        };
    }

    private Basics common(Kind kind, YamlMap map) {
        return new Basics(
                kind.word(),
                where(kind, map),
                map.optionalScalar("rail").map(YamlScalar::title).orElse("vin"),
                map.optionalScalar("period").map(s -> s.duration(LEAST)).orElse(kind.usual),
                share(map, "most-lost").orElse(MeterSetting.USUAL_LOSS),
                share(map, "gain-error").orElse(MeterSetting.NOT_STATED),
                map.optionalScalar("offset")
                        .map(s -> s.quantity(Dimension.POWER).value())
                        .orElse(MeterSetting.NOT_STATED));
    }

    private static String text(YamlMap map, String key, String otherwise) {
        return map.optionalScalar(key).map(YamlScalar::title).orElse(otherwise);
    }

    private static List<String> words(YamlList list) {
        List<String> words = list.scalars().stream().map(YamlScalar::text).toList();
        if (words.isEmpty()) {
            throw list.bad("it is empty");
        }
        return words;
    }

    private static List<String> channels(YamlList list) {
        List<String> channels = words(list);
        if (channels.size() > 2 || channels.size() != Set.copyOf(channels).size()) {
            throw list.bad("write the channel with the power, or two: voltage, then current");
        }
        return channels;
    }

    private static Basics address(Basics common, YamlMap map) {
        if (!common.where().contains("${") && !TCP.matcher(common.where()).matches()) {
            throw map.badKey("address", "is no address; write tcp://HOST:PORT");
        }
        return common;
    }

    private static MeterWire.Shield shield(Basics common, YamlMap map) {
        double volts = volts(map, 1.8, 3.3).orElseThrow(() -> map.bad("write volts: 3.3 V"));
        long period = common.period().toNanos();
        OptionalInt rate = map.optionalScalar("rate").stream()
                .mapToInt(MeterReader::binaryRate)
                .findFirst();
        if (rate.isEmpty() && 1_000_000_000L % period != 0) {
            throw map.badKey("period", "the shield takes whole numbers of samples a second, such as 1ms or 10ms");
        }
        if (rate.isPresent() && period % (1_000_000_000L / rate.getAsInt()) != 0) {
            throw map.badKey("period", "is no multiple of the time between two samples, as 1ms is");
        }
        return new MeterWire.Shield(common, volts, rate);
    }

    /** Samples a second, in the shield's own words. */
    private static int binaryRate(YamlScalar rate) {
        return rate.word(ShieldSetting.RATES.toArray(Integer[]::new), samples -> samples / 1000 + "k");
    }

    private String where(Kind kind, YamlMap map) {
        return kind.usualPlace.isEmpty() || map.has(kind.where)
                ? RackText.resolve(map.scalar(kind.where), announced).text()
                : kind.usualPlace;
    }

    private static Optional<Double> share(YamlMap map, String key) {
        return map.optionalScalar(key).map(s -> {
            double share = s.quantity(Dimension.SHARE).value();
            if (share < 0 || share > 1) {
                throw s.bad("a share is 0 % to 100 %");
            }
            return share;
        });
    }

    private static boolean mode(YamlMap map) {
        return switch (map.optionalScalar("mode").map(YamlScalar::text).orElse("ampere-meter")) {
            case "source" -> true;
            case "ampere-meter" -> false;
            default -> throw map.badKey("mode", "write source or ampere-meter");
        };
    }

    private static Optional<Double> volts(YamlMap map, double least, double most) {
        return map.optionalScalar("volts").map(s -> {
            double volts = s.quantity(Dimension.VOLTAGE).value();
            if (volts < least || volts > most) {
                throw s.bad("the instrument can " + least + " V to " + most + " V");
            }
            return volts;
        });
    }
}
