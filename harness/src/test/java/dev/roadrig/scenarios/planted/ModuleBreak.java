package dev.roadrig.scenarios.planted;

/** Sees a room that this module may not. */
interface ModuleBreak {
    dev.roadrig.harness.home.Home seen();
}
