package dev.roadrig.planted;

/** Names that say nothing. */
final class Names {
    private Names() {}

    interface Utils {}

    interface TaskManager {}

    interface FrameInfo {}

    interface Data {}
}
