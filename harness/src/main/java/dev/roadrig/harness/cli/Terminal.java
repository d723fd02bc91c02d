package dev.roadrig.harness.cli;

/** Whether output goes to a person's terminal: the launcher looks, since Java 17 and later ones answer differently. */
final class Terminal {
    private Terminal() {}

    static boolean isThere() {
        return Boolean.getBoolean("roadrig.terminal");
    }
}
