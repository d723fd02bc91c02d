package dev.roadrig.boards.tiny;

/** Where a board's lines go. */
interface Saying {
    /** Says a line; its end is added. */
    void line(String text) throws InterruptedException;
}
