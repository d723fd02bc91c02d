package dev.roadrig.wires.files;

/**
 * A checksum as one board can work it out.
 *
 * @param sum which
 * @param command on the board, which reads its input
 */
record BoardProgram(Sum sum, String command) {}
