package dev.roadrig.scenarios.record;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/** A process that writes a record until it is killed, or until its disk is full. */
final class RecordingChild {
    private RecordingChild() {}

    public static void main(String[] args) throws RigFault, InterruptedException {
        try (var ticker = new RealTicker("child");
                RunRecordWriter writer = RunRecordWriter.onOwnThread(Path.of(args[1]), 0, ticker, "child")) {
            writer.write(0, RunStart.getDefaultInstance());
            var random = new SplittableRandom(1);
            while (writer.fault().isEmpty()) {
                long now = ticker.nanos();
                if (args[0].equals("kill")) {
                    writer.write(now, Phase.newBuilder().setName("p").build());
                    System.out.println(now);
                    boolean unused = ticker.await(() -> false, ticker.in(Duration.ofMillis(5)));
                } else {
                    byte[] noise = new byte[1000];
                    random.nextBytes(noise);
                    writer.write(
                            now,
                            ConsoleBytes.newBuilder()
                                    .setData(ByteString.copyFrom(noise))
                                    .build());
                }
            }
            RigFault fault = writer.fault().orElseThrow();
            System.out.println(fault.code() + " " + fault.getMessage());
        }
    }
}
