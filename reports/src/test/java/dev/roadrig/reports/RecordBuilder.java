package dev.roadrig.reports;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.join.RunTables;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.DriveStart;
import dev.roadrig.scenarios.record.v1.EvidenceText;
import dev.roadrig.scenarios.record.v1.FaultSeen;
import dev.roadrig.scenarios.record.v1.Frame;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.LinkAchieved;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.OrderedFault;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.record.v1.TruthBox;
import dev.roadrig.scenarios.record.v1.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A record in the making: frames at 10 a second from second 1 on, each with one label of class 7. */
public final class RecordBuilder {
    public static final long MS = 1_000_000;
    public static final long PERIOD = 100 * MS;
    public static final long START = 1_000 * MS;

    private final List<At<Message>> messages = new ArrayList<>();
    private long last = START;

    public RecordBuilder() {
        this("frame-id");
    }

    public RecordBuilder(String join) {
        at(
                0,
                RunStart.newBuilder()
                        .setScenario("tunnel")
                        .setBoard("dashcam-1")
                        .setRepetition(1)
                        .setRepetitions(1)
                        .setSeed(7)
                        .setJoin(join)
                        .setPlacement("cloud-else-edge")
                        .putBoardFacts("power-mode", "15W")
                        .build());
        at(START, DriveStart.newBuilder().setAtNs(START).build());
    }

    /** A change of what the record begins with. */
    public RecordBuilder start(Consumer<RunStart.Builder> change) {
        RunStart.Builder start = ((RunStart) messages.get(0).message()).toBuilder();
        change.accept(start);
        messages.set(0, new At<>(0, start.build()));
        return this;
    }

    /** Something that is known of the board when the run starts. */
    public RecordBuilder fact(String name, String value) {
        RunStart start = (RunStart) messages.get(0).message();
        messages.set(0, new At<>(0, start.toBuilder().putBoardFacts(name, value).build()));
        return this;
    }

    /** The board waits so long for the cloud. */
    public RecordBuilder cloudDeadline(long nanos) {
        RunStart start = (RunStart) messages.get(0).message();
        messages.set(0, new At<>(0, start.toBuilder().setCloudDeadlineNs(nanos).build()));
        return this;
    }

    public static long due(int frame) {
        return START + frame * PERIOD;
    }

    public RecordBuilder at(long nanos, Message message) {
        messages.add(new At<>(nanos, message));
        last = Math.max(last, nanos);
        return this;
    }

    /** A frame that was sent in time. */
    public RecordBuilder sent(int frame) {
        return frame(frame, "day").feed(frame, 0);
    }

    public RecordBuilder frame(int frame, String light) {
        return at(
                due(frame),
                Frame.newBuilder()
                        .setFrame(frame)
                        .setDueNs(due(frame))
                        .setDriveOffsetNs(frame * PERIOD)
                        .putAttributes("light", light)
                        .addTruth(TruthBox.newBuilder().setTrack(frame / 10).setClassId(7))
                        .build());
    }

    public RecordBuilder feed(int frame, long latenessNanos) {
        return at(
                due(frame) + latenessNanos,
                FrameSent.newBuilder()
                        .setFrame(frame)
                        .setDueNs(due(frame))
                        .setSentNs(due(frame) + latenessNanos)
                        .setRequest(frame + 1)
                        .build());
    }

    public RecordBuilder result(int frame, double latencyMs) {
        return result(frame, latencyMs, r -> {});
    }

    public RecordBuilder result(int frame, double latencyMs, Consumer<Result.Builder> change) {
        long received = due(frame) + Math.round(latencyMs * MS);
        Result.Builder result = Result.newBuilder()
                .setRequest(frame + 1)
                .setFrame(frame)
                .setReceivedNs(received)
                .setWhere(Where.EDGE)
                .addDecoded(Decoded.newBuilder().setClassId(7));
        change.accept(result);
        return at(received, result.build());
    }

    /** A frame that was sent in time and answered rightly. */
    public RecordBuilder answered(int frame, double latencyMs) {
        return sent(frame).result(frame, latencyMs);
    }

    public RecordBuilder answered(int count, int from, double latencyMs) {
        for (int i = from; i < from + count; i++) {
            answered(i, latencyMs);
        }
        return this;
    }

    public static void cloud(Result.Builder r) {
        r.setWhere(Where.CLOUD).setCloud(CloudTry.newBuilder().setOutcome(CloudTry.Outcome.ANSWERED));
    }

    /** Stamps of a board whose clock is so far ahead: received 1 ms after the frame was sent, sent 1 ms before the end. */
    public static Consumer<Result.Builder> stamps(int frame, double latencyMs, long aheadNanos) {
        long got = due(frame) + MS + aheadNanos;
        return r -> r.setStamps(BoardStamps.newBuilder()
                .setBootId("boot-1")
                .setReceivedNs(got)
                .setPreprocessStartNs(got + MS)
                .setPreprocessEndNs(got + 3 * MS)
                .setInferenceStartNs(got + 3 * MS)
                .setInferenceEndNs(got + 23 * MS)
                .setPostprocessEndNs(got + 24 * MS)
                .setSentNs(due(frame) + Math.round(latencyMs * MS) - MS + aheadNanos));
    }

    public RecordBuilder exchange(long nanos, long aheadNanos, String boot) {
        return at(
                nanos,
                ClockExchange.newBuilder()
                        .setT1Ns(nanos)
                        .setT2Ns(nanos + MS / 10 + aheadNanos)
                        .setT3Ns(nanos + MS / 10 + aheadNanos)
                        .setT4Ns(nanos + MS / 5)
                        .setBootId(boot)
                        .build());
    }

    public RecordBuilder link(int fromFrame, boolean up) {
        return at(
                due(fromFrame),
                LinkAsked.newBuilder()
                        .setDriveOffsetNs(fromFrame * PERIOD)
                        .setState(up ? "lte" : "none")
                        .setUpBitsPerSecond(up ? 5_000_000 : 0)
                        .setDownBitsPerSecond(up ? 9_000_000 : 0)
                        .build());
    }

    public RecordBuilder linkLate(long nanos, long latenessNanos) {
        return at(
                nanos,
                LinkAchieved.newBuilder()
                        .setWindowNs(PERIOD)
                        .setLatenessMaxNs(latenessNanos)
                        .build());
    }

    /** What one direction did in the second before a moment, under the conditions asked at a frame. */
    public RecordBuilder carried(long nanos, int sinceFrame, Consumer<LinkCarried.Builder> change) {
        LinkCarried.Builder carried = LinkCarried.newBuilder()
                .setUp(true)
                .setStream(true)
                .setSinceNs(due(sinceFrame))
                .setWindowNs(1_000 * MS);
        change.accept(carried);
        return at(nanos, carried.build());
    }

    public RecordBuilder reading(long nanos, String name, Reading.Quantity quantity, double value) {
        return at(
                nanos,
                Telemetry.newBuilder()
                        .addReadings(Reading.newBuilder()
                                .setName(name)
                                .setQuantity(quantity)
                                .setValue(value))
                        .build());
    }

    /** A mean of a meter of the rig's, over a millisecond up to a moment; NaN is a gap. */
    public RecordBuilder mean(long nanos, String meter, String name, double watts) {
        return at(
                nanos,
                Telemetry.newBuilder()
                        .setMeter(meter)
                        .setTakenNs(nanos)
                        .setMeanNs(MS)
                        .addReadings(Reading.newBuilder()
                                .setName(name)
                                .setQuantity(Reading.Quantity.POWER)
                                .setValue(watts))
                        .build());
    }

    /** What a meter is, and what it lost. */
    public RecordBuilder meter(MeterAbout about, long taken, long lost) {
        return at(1, about)
                .at(
                        last,
                        MeterAccount.newBuilder()
                                .setMeter(about.getMeter())
                                .setTaken(taken)
                                .setLost(lost)
                                .build());
    }

    public RecordBuilder event(long nanos, BoardEvent.Kind kind, String text) {
        return at(nanos, BoardEvent.newBuilder().setKind(kind).setText(text).build());
    }

    public RecordBuilder console(long nanos, String text) {
        return at(
                nanos,
                ConsoleBytes.newBuilder().setData(ByteString.copyFromUtf8(text)).build());
    }

    /** With what is known of its stamp. */
    public RecordBuilder console(long nanos, long lateNanos, String text) {
        return at(
                nanos,
                ConsoleBytes.newBuilder()
                        .setData(ByteString.copyFromUtf8(text))
                        .setStampLateNs(lateNanos)
                        .build());
    }

    public RecordBuilder ordered(long nanos, String kind, boolean begins) {
        return at(
                nanos, OrderedFault.newBuilder().setKind(kind).setBegins(begins).build());
    }

    public RecordBuilder fault(FaultSeen.Culprit culprit, String message) {
        return at(
                last,
                FaultSeen.newBuilder()
                        .setCulprit(culprit)
                        .setCode("code")
                        .setMessage(message)
                        .addEvidence(
                                EvidenceText.newBuilder().setTitle("supply vin").setText("0.00 V"))
                        .build());
    }

    public RecordBuilder end(RunEnd.Outcome outcome) {
        return at(last + MS, RunEnd.newBuilder().setOutcome(outcome).build());
    }

    public RunTable complete() {
        return end(RunEnd.Outcome.COMPLETED).table();
    }

    /** As far as it goes. */
    public RunTable table() {
        return RunTables.join(messages);
    }

    public RunTable repetition(int repetition) {
        RunStart start = (RunStart) messages.get(0).message();
        messages.set(
                0,
                new At<>(
                        0,
                        start.toBuilder()
                                .setRepetition(repetition)
                                .setRepetitions(2)
                                .build()));
        return table();
    }

    public RecordBuilder board(Map<String, String> facts) {
        RunStart start = (RunStart) messages.get(0).message();
        messages.set(0, new At<>(0, start.toBuilder().putAllBoardFacts(facts).build()));
        return this;
    }
}
