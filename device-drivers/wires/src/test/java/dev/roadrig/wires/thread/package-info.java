/** Tests of the threads that drivers own. */
@NullMarked
package dev.roadrig.wires.thread;

import org.jspecify.annotations.NullMarked;
