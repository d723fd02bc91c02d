package dev.roadrig.scenarios.drive.field;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A support ticket made of a real drive, a segment of comma2k19: its CAN frames, its receiver's positions at the receiver's
 * own UTC, and made up after it a video, a modem's log and two logs of a board, each on a clock whose error is known.
 */
public final class SyntheticTicket {
    /** By how much the board's UTC, with which candump stamps, is ahead. */
    public static final double CAN_AHEAD = 1.7;

    /** The same of the modem's log, of whole seconds. */
    public static final double MODEM_AHEAD = 5;

    /** What the board's monotonic clock says at the receiver's first position. */
    public static final double MONOTONIC_AT_START = 812.4;

    /** Where the video's zero lies after the receiver's first position. */
    public static final double VIDEO_ZERO_AFTER_START = -0.35;

    /** UTC of the phone's zero, as the frames' GPS times have it (see CommaImporter), seconds since 1970. */
    private static final double UTC_OF_ZERO = 1_533_180_079.849502;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuu.MM.dd_HH.mm.ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path segment;
    private final Path folder;
    private final double[] live;
    private final int fixes;

    private SyntheticTicket(Path segment, Path folder) throws IOException {
        this.segment = segment;
        this.folder = folder;
        this.live = numbers("processed_log/GNSS/live_gnss_ublox/value");
        this.fixes = live.length / 6;
    }

    /** Makes it of a segment, in an empty folder. */
    public static SyntheticTicket make(Path segment, Path folder) throws IOException {
        var ticket = new SyntheticTicket(segment, folder);
        ticket.positions();
        ticket.can();
        ticket.modem();
        ticket.kernel();
        ticket.application();
        ticket.video();
        Files.writeString(folder.resolve("field.yaml"), """
                ticket: FT-1042
                firmware: {version: 2.4.1, sha256: %s}
                model: {name: signs-int8, sha256: %s}
                configuration: {sha256: %s}
                board: {name: dashcam, revision: C2}
                supply: 13.8 V
                ambient: 41 C
                """.formatted("a".repeat(64), "b".repeat(64), "c".repeat(64)));
        return ticket;
    }

    /** UTC of the receiver's first position, seconds since 1970. */
    public double startUtc() {
        return live[3] / 1e3;
    }

    private double[] numbers(String name) throws IOException {
        ByteBuffer file = array(name);
        double[] numbers = new double[file.remaining() / 8];
        file.asDoubleBuffer().get(numbers);
        return numbers;
    }

    private ByteBuffer array(String name) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(segment.resolve(name + ".npy")))
                .order(ByteOrder.LITTLE_ENDIAN);
        return file.position(10 + file.getShort(8)).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void positions() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < fixes; i++) {
            Instant at = Instant.ofEpochMilli(Math.round(live[i * 6 + 3]));
            lines.add(sentence(String.format(
                    Locale.ROOT,
                    "GPRMC,%s,A,%s,N,%s,W,%.3f,%.2f,%s,,,A",
                    TIME.format(at),
                    angle(live[i * 6]),
                    angle(-live[i * 6 + 1]),
                    live[i * 6 + 2] * 3600 / 1852,
                    live[i * 6 + 5],
                    DAY.format(at))));
        }
        Files.write(folder.resolve("gps.txt"), lines);
    }

    private static String angle(double degrees) {
        return String.format(Locale.ROOT, "%02d%08.5f", (int) degrees, (degrees - (int) degrees) * 60);
    }

    /** With its checksum. */
    static String sentence(String body) {
        int sum = 0;
        for (byte b : body.getBytes(US_ASCII)) {
            sum ^= b;
        }
        return String.format(Locale.ROOT, "$%s*%02X", body, sum);
    }

    private void can() throws IOException {
        double[] times = numbers("processed_log/CAN/raw_can/t");
        ByteBuffer addresses = array("processed_log/CAN/raw_can/address");
        ByteBuffer data = array("processed_log/CAN/raw_can/data");
        ByteBuffer buses = array("processed_log/CAN/raw_can/src");
        List<String> lines = new ArrayList<>();
        byte[] bytes = new byte[8];
        for (int i = 0; i < times.length; i++) {
            long bus = buses.getLong(8 * i);
            data.get(8 * i, bytes);
            if (bus < 2) {
                lines.add(String.format(
                        Locale.ROOT,
                        "(%.6f) can%d %03X#%s",
                        times[i] + UTC_OF_ZERO + CAN_AHEAD,
                        bus,
                        addresses.getLong(8 * i),
                        HexFormat.of().withUpperCase().formatHex(bytes)));
            }
        }
        Files.write(folder.resolve("bus.log"), lines);
    }

    private void modem() throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("Timestamp,Longitude,Latitude,Speed,NetworkMode,RSRP,DL_bitrate,UL_bitrate,CellID"));
        double next = 0;
        for (int i = 0; i < fixes; i++) {
            if (live[i * 6 + 3] < next) {
                continue;
            }
            next = Math.floor((live[i * 6 + 3] - live[3]) / 1e3 + 1) * 1e3 + live[3] - 1;
            Instant at = Instant.ofEpochMilli(Math.round(live[i * 6 + 3] + 1e3 * MODEM_AHEAD));
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%.6f,%.6f,%.0f,LTE,-95,%d,%d,77",
                    SECOND.format(at),
                    live[i * 6 + 1],
                    live[i * 6],
                    live[i * 6 + 2] * 3.6,
                    20_000 + i,
                    5_000 + i));
        }
        Files.write(folder.resolve("modem.csv"), lines);
    }

    private double utc(double monotonic) {
        return startUtc() + monotonic - MONOTONIC_AT_START;
    }

    private void kernel() throws IOException {
        var random = new Random(20_180_802);
        List<String> lines = new ArrayList<>();
        lines.add("[    0.000000] Booting Linux on physical CPU 0x0");
        lines.add("[    0.000000] Linux version 5.10.104-tegra (build@rig) #1 SMP PREEMPT");
        lines.add(String.format(
                Locale.ROOT,
                "[    1.914022] rtc-pcf8563 0-0051: setting system clock to %s UTC (%d)",
                Instant.ofEpochSecond((long) utc(1.914)).toString().replace("Z", ""),
                (long) utc(1.914)));
        for (double at = MONOTONIC_AT_START - 5; at < MONOTONIC_AT_START + 40; at += 1 + 2 * random.nextDouble()) {
            double late = 0.0002 + 0.002 * random.nextDouble();
            lines.add(String.format(
                    Locale.ROOT,
                    "[%12.6f] audit: type=1400 audit(%.3f:%d): apparmor=\"DENIED\" comm=\"dashcamd\"",
                    at + late,
                    Math.floor(utc(at) * 1e3) / 1e3,
                    lines.size()));
            lines.add(String.format(Locale.ROOT, "[%12.6f] usb 1-2: new high-speed USB device", at + 0.4));
        }
        Files.write(folder.resolve("dmesg.txt"), lines);
    }

    private void application() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            lines.add(String.format(Locale.ROOT, "[%12.6f] dashcamd: INFO frame %d", MONOTONIC_AT_START + i * 0.1, i));
        }
        lines.add("  at detect(frame.cc:117)");
        Files.write(folder.resolve("app.txt"), lines);
    }

    /** Twenty frames a second, whose motion is the one that the pose of the drive has. */
    private void video() throws IOException {
        double[] times = numbers("global_pose/frame_times");
        double[] velocities = numbers("global_pose/frame_velocities");
        Path frames = Files.createDirectory(folder.resolve("camera"));
        var road = new PaintedRoad();
        List<String> rows = new ArrayList<>(List.of("file,pts_ns"));
        double zero = startUtc() + VIDEO_ZERO_AFTER_START - UTC_OF_ZERO;
        double metres = 0;
        for (int i = 0; i < times.length; i++) {
            double speed = Math.sqrt(velocities[3 * i] * velocities[3 * i]
                    + velocities[3 * i + 1] * velocities[3 * i + 1]
                    + velocities[3 * i + 2] * velocities[3 * i + 2]);
            metres += i == 0 ? 0 : speed * (times[i] - times[i - 1]);
            long pts = Math.round((times[i] - zero) * 1e9);
            if (pts >= 0) {
                String name = String.format(Locale.ROOT, "%04d.jpg", i);
                road.write(metres, frames.resolve(name));
                rows.add(name + "," + pts);
            }
        }
        Files.write(frames.resolve("frames.csv"), rows);
    }
}
