/** Tests of the emulated Android board, by a client that is not ours. */
@NullMarked
package dev.roadrig.boards.adb;

import org.jspecify.annotations.NullMarked;
