/** Relays that a board's supply hangs on, switched over HTTP: Tasmota's, and both generations of Shelly's. */
@NullMarked
package dev.roadrig.wires.power.relay;

import org.jspecify.annotations.NullMarked;
