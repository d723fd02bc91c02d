package dev.roadrig.boards.soc;

/** What the chip can be busy with. */
public enum Stage {
    BOOT,
    PREPROCESS,
    INFERENCE,
    POSTPROCESS
}
