package dev.roadrig.ports;

import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;

/**
 * A power meter of the rig's: an instrument on a wire, or a board's own sensors that the rig reads. Its sweeps are stamped
 * on the ticker's timeline; a gap is a sweep whose values are NaN. When it dies, whoever opened it is told once.
 */
public interface RigMeter extends PowerMeter, AutoCloseable {

    /** What it is, how it is calibrated, and what it cannot see. */
    MeterAbout about();

    /** What it took and lost since its stream began. */
    MeterAccount account();

    @Override
    void close();
}
