package dev.roadrig.harness.reproduce.planted;

/** Sees a room of the harness that this one may not. */
interface PackageBreak {
    dev.roadrig.harness.cli.Main seen();
}
