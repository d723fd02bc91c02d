package dev.roadrig.reports;

import com.google.protobuf.ByteString;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.ObjectRow;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.join.RunTable.ClockFit;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.CloudTry.Outcome;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.DriveIdentity;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.ModelIdentity;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.record.v1.Where;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run made by hand, shaped like the demo: 200 frames at 10 fps through a link that fades, is lost in a tunnel for 43
 * frames and comes back. Every figure is a pure function of the frame's number.
 */
public final class SampleRun {
    public static final int FRAMES = 200;
    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;
    private static final long DRIVE_START = 9 * SECOND;

    private SampleRun() {}

    /** One repetition. */
    public static RunTable table(int repetition) {
        return table(repetition, "sample board");
    }

    /** One repetition whose console says a word of the caller's. */
    public static RunTable table(int repetition, String word) {
        List<FrameRow> frames = new ArrayList<>();
        List<At<LinkAsked>> asked = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            frames.add(frame(i, repetition));
            asked.add(new At<>(due(i), link(i)));
        }
        return new RunTable(
                start(repetition),
                Optional.of(DRIVE_START),
                frames,
                0,
                0,
                Optional.of(new ClockFit(DRIVE_START, 4 * SECOND, 38e-6, 90_000, 64)),
                readings(),
                List.of(),
                asked,
                List.of(),
                List.of(),
                List.of(),
                phases(),
                events(),
                List.of(),
                console(word),
                List.of(),
                Optional.of(RunEnd.newBuilder()
                        .setOutcome(RunEnd.Outcome.COMPLETED)
                        .setFramesDue(FRAMES)
                        .setFramesSent(FRAMES)
                        .setResults(FRAMES)
                        .build()),
                Optional.empty());
    }

    /** A number in 0 to 1 that looks like chance. */
    static double noise(long n) {
        long z = (n + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }

    private static long due(int frame) {
        return DRIVE_START + frame * 100L * MS;
    }

    private static RunStart start(int repetition) {
        return RunStart.newBuilder()
                .setRunId("20261124T101500Z-tunnel-with-cloud-fallback-dashcam-r" + repetition)
                .setRoadrigVersion("0.1.0")
                .setScenario("tunnel-with-cloud-fallback")
                .setScenarioYaml("scenario: tunnel-with-cloud-fallback\ndrive: drives/hill-tunnel\nseed: 20261124\n")
                .setSpecYaml("""
                        spec: dashcam-signs
                        requirements:
                          - {id: LAT-1, metric: latency.end-to-end, statistic: p95, at-most: 150ms, when: link.up}
                          - {id: LAT-2, metric: latency.end-to-end, statistic: p95, at-most: 200ms, when: link.outage}
                        """)
                .setBoard("dashcam")
                .setRepetition(repetition)
                .setRepetitions(2)
                .setSeed(20261124L + repetition)
                .setUtcAnchorNs(1_795_515_300_000_000_000L)
                .setDrive(DriveIdentity.newBuilder()
                        .setName("hill-tunnel")
                        .setSha256("5f0c6a1f".repeat(8))
                        .setDurationNs(20 * SECOND)
                        .setWindowEndNs(20 * SECOND)
                        .setFrames(FRAMES))
                .setModel(ModelIdentity.newBuilder()
                        .setName("signs-int8")
                        .setSha256("a9d17e03".repeat(8))
                        .setFile("base-int8.onnx")
                        .setFormat("onnx"))
                .setPlacement("cloud-else-edge")
                .setCloudDeadlineNs(80 * MS)
                .setFeed("pushed")
                .setJoin("frame-id")
                .putBoardFacts("tier", "emulated")
                .putBoardFacts("firmware", "dashcam-os 1.4.2")
                .putBoardFacts("profile", "imx8mp")
                .build();
    }

    private static String state(int frame) {
        return frame < 82 ? "lte" : frame < 97 ? "lte-edge" : frame < 127 ? "none" : frame < 140 ? "searching" : "lte";
    }

    private static boolean outage(int frame) {
        return frame >= 97 && frame < 140;
    }

    private static LinkAsked link(int frame) {
        double wave = noise(frame * 7L);
        var link = LinkAsked.newBuilder().setDriveOffsetNs(frame * 100L * MS).setState(state(frame));
        if (outage(frame)) {
            return link.build();
        }
        boolean weak = state(frame).equals("lte-edge");
        double megabits = weak ? 1.2 + wave * 3 : 24 + 30 * wave;
        return link.setDownBitsPerSecond((long) (megabits * 1e6))
                .setUpBitsPerSecond((long) (megabits * 0.28e6))
                .setRttNs((long) ((weak ? 72 : 38) * MS + wave * 12 * MS))
                .build();
    }

    private static FrameRow frame(int i, int repetition) {
        double chance = noise(i * 31L + repetition);
        boolean down = (outage(i) && i > 98) || i == 140 || i == 141;
        boolean missed = !down && (outage(i) || (state(i).equals("lte-edge") && chance > 0.5));
        var stages = new EnumMap<Stage, Long>(Stage.class);
        stages.put(Stage.FEED, (long) (0.08 * MS + chance * 0.3 * MS));
        stages.put(Stage.TO_BOARD, (long) (1.1 * MS + chance * 0.4 * MS));
        boolean cloud = !down && !missed;
        double wait = down ? 0.2 : missed ? 80.3 : (state(i).equals("lte-edge") ? 62 : 44) + chance * 14;
        stages.put(Stage.WAIT, (long) (wait * MS));
        stages.put(Stage.PREPROCESS, (long) ((cloud ? 0 : 3.1 + chance) * MS));
        stages.put(Stage.INFERENCE, (long) ((cloud ? 0 : 21.5 + 3 * chance) * MS));
        stages.put(Stage.POSTPROCESS, (long) (0.4 * MS + chance * 0.1 * MS));
        stages.put(Stage.SEND, 60_000L);
        stages.put(Stage.TO_HOST, (long) (0.5 * MS + chance * 0.2 * MS));
        long latency = stages.values().stream().mapToLong(Long::longValue).sum();
        String light = i < 95 ? "low_sun" : i < 145 ? "tunnel" : "dusk";
        List<ObjectRow> objects = new ArrayList<>();
        for (int o = 0; o < 2 + (i % 10 < 7 ? 1 : 0); o++) {
            int truth = (i / 8 + o * 5) % 43;
            objects.add(new ObjectRow(i / 8 + o, truth, Optional.of(i % 67 == 66 ? (truth + 1) % 43 : truth)));
        }
        return new FrameRow(
                i,
                due(i),
                i * 100L * MS,
                i * 1.72,
                Optional.of(due(i) + stages.get(Stage.FEED)),
                Optional.of(new Answer(
                        due(i) + latency,
                        stages,
                        90_000,
                        0,
                        180_000,
                        cloud ? Where.CLOUD : Where.EDGE,
                        cloud ? Outcome.ANSWERED : missed ? Outcome.DEADLINE_MISSED : Outcome.SKIPPED_LINK_DOWN,
                        i == 57 ? "computing took 3 ms longer than the profile" : "",
                        "",
                        0,
                        Optional.empty())),
                State.ANSWERED,
                state(i),
                outage(i),
                false,
                Map.of("light", light),
                objects);
    }

    private static List<ReadingRow> readings() {
        List<ReadingRow> readings = new ArrayList<>();
        double celsius = 41.5;
        for (int k = 0; k < 480; k++) {
            long nanos = 6 * SECOND + k * 50L * MS;
            int frame = (int) Math.floorDiv(nanos - DRIVE_START, 100 * MS);
            boolean busy = frame >= 0 && frame < FRAMES;
            double edge = busy && (outage(frame) || frame == 140) ? 0.85 : busy ? 0.25 : 0;
            double watts = 1.92 + edge + 0.22 * noise(k * 13L);
            celsius += (36 + watts * 6.4 - celsius) * 0.004;
            readings.add(new ReadingRow(nanos, "vin", Quantity.POWER, watts, k % 2 == 1));
            readings.add(new ReadingRow(nanos, "soc", Quantity.TEMPERATURE, celsius, false));
        }
        return readings;
    }

    private static List<At<Phase>> phases() {
        return List.of(
                phase(0, "lease", "dashcam, fence 7"),
                phase(180 * MS, "boot", "power on, console 115200 8N1"),
                phase(4_350 * MS, "deploy", "agent 9.1 MB, model 168,215 B"),
                phase(7_600 * MS, "warm-up", "10 inferences"),
                phase(DRIVE_START, "replay", "hill-tunnel, 200 frames"),
                phase(DRIVE_START + 20 * SECOND, "settle", ""),
                phase(DRIVE_START + 20_600 * MS, "close", "power off"));
    }

    private static At<Phase> phase(long nanos, String name, String detail) {
        return new At<>(
                nanos, Phase.newBuilder().setName(name).setDetail(detail).build());
    }

    private static List<At<BoardEvent>> events() {
        return List.of(
                event(DRIVE_START + 9_960 * MS, BoardEvent.Kind.LINK_DOWN, "2 deadlines missed in a row"),
                event(DRIVE_START + 14_150 * MS, BoardEvent.Kind.LINK_UP, "probe answered in 47 ms"));
    }

    private static At<BoardEvent> event(long nanos, BoardEvent.Kind kind, String text) {
        return new At<>(
                nanos, BoardEvent.newBuilder().setKind(kind).setText(text).build());
    }

    private static List<At<ConsoleBytes>> console(String word) {
        return List.of(
                console(220 * MS, false, "\r\nU-Boot 2024.04 (Oct 01 2026)\r\nDRAM:  2 GiB\r\n"),
                console(900 * MS, false, "[    0.000000] Booting Linux on physical CPU 0x0\r\n[    0.0"),
                console(
                        920 * MS,
                        false,
                        "31415] Machine model: Roadrig dash cam\r\n\u001b[32m  OK  \u001b[0m sshd\r\n"),
                console(4_100 * MS, false, "dashcam login: "),
                console(4_120 * MS, true, "root\r"),
                console(4_121 * MS, false, "root\r\n# uname -r\r\n"),
                console(4_200 * MS, false, word + "\r\n\u00ff\u0000# "));
    }

    private static At<ConsoleBytes> console(long nanos, boolean toBoard, String text) {
        return new At<>(
                nanos,
                ConsoleBytes.newBuilder()
                        .setDirection(toBoard ? ConsoleBytes.Direction.TO_BOARD : ConsoleBytes.Direction.FROM_BOARD)
                        .setData(ByteString.copyFrom(text, java.nio.charset.StandardCharsets.ISO_8859_1))
                        .build());
    }
}
