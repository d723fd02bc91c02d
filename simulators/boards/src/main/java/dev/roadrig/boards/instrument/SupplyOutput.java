package dev.roadrig.boards.instrument;

/** What hangs on a supply's output. */
public interface SupplyOutput {

    /** The output went on or off; called on the supply's thread of the client that asked, and returns when it took effect. */
    void switched(boolean on);

    /** The current that the load draws now, in ampere. */
    double amperes();
}
