package dev.roadrig.harness.replay.planted;

/** Sees a room of the harness that this one may not. */
interface PackageBreak {
    dev.roadrig.harness.run.Progress seen();
}
