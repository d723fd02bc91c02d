package dev.roadrig.scenarios.drive.formats;

/**
 * How long the records of a channel group are.
 *
 * @param dataBytes at the record's beginning
 * @param invalidationBytes behind them, a bit for each channel that may be invalid
 */
record Mdf4Layout(int dataBytes, int invalidationBytes) {}
