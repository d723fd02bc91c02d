package dev.roadrig.harness.junit.planted;

/** Sees a room of the harness that this one may not. */
interface PackageBreak {
    dev.roadrig.harness.cli.Main seen();
}
