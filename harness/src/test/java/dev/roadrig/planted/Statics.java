package dev.roadrig.planted;

/** Changes for everyone at once. */
final class Statics {
    static int counter;

    private Statics() {}
}
