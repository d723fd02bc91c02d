/** The near side of the board agent: inference, clock, power and events over gRPC. */
@NullMarked
package dev.roadrig.wires.agent;

import org.jspecify.annotations.NullMarked;
