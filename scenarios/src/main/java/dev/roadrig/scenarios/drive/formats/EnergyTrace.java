package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.v1.PowerSample;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The energy trace of an EEMBC runner: a byte F1, the sample rate in Hz and an energy in uJ for each sample, both float32
 * in little endian; beside it a JSON list of the timer's edges in seconds since the trace began.
 */
final class EnergyTrace {
    private static final int MARK = 0xF1;
    private static final int HEAD_BYTES = 5;
    private static final int SAMPLE_BYTES = 4;
    private static final float MOST_HERTZ = 1e7f;
    private static final double MICRO = 1e-6;
    private static final DriveTopic POWER =
            new DriveTopic("/power", PowerSample.getDescriptor(), "W, the mean over one period of the meter, ns");

    private EnergyTrace() {}

    /**
     * Writes all samples; a sample's moment is its period's end.
     *
     * @param utcNanos where the trace begins
     * @return how many there are
     */
    static long write(Path file, long utcNanos, DriveWriter writer) throws RigFault {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
            float hertz = head.limit() == HEAD_BYTES && (head.get(0) & 0xff) == MARK ? head.getFloat(1) : Float.NaN;
            if (!(hertz >= 1 && hertz <= MOST_HERTZ)) {
                throw new BadInput(file + " is no energy trace: it should begin with F1 and a sample rate from 1 to "
                        + MOST_HERTZ + " Hz.");
            }
            if ((Files.size(file) - HEAD_BYTES) % SAMPLE_BYTES != 0) {
                throw new BadInput(file + " ends inside a sample: it is cut.");
            }
            double period = Stamps.NANOS / (double) hertz;
            byte[] bytes = new byte[SAMPLE_BYTES];
            ByteBuffer sample = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long samples = 0;
            while (in.readNBytes(bytes, 0, SAMPLE_BYTES) == SAMPLE_BYTES) {
                float microjoules = sample.getFloat(0);
                if (!Float.isFinite(microjoules)) {
                    throw new BadInput(file + ": sample " + samples + " is " + microjoules + " and no energy.");
                }
                samples++;
                writer.write(
                        POWER,
                        utcNanos + Math.round(samples * period),
                        PowerSample.newBuilder()
                                .setWatts(microjoules * MICRO * hertz)
                                .setPeriodNanos(Math.round(period))
                                .build());
            }
            return samples;
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }
}
