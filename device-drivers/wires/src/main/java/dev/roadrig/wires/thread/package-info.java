/** Threads with a name, an owner and an end. */
@NullMarked
package dev.roadrig.wires.thread;

import org.jspecify.annotations.NullMarked;
