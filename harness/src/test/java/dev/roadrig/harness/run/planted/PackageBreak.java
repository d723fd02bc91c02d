package dev.roadrig.harness.run.planted;

/** Sees a room of the harness that this one may not. */
interface PackageBreak {
    dev.roadrig.harness.junit.Run seen();
}
