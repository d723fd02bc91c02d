/** The near side of a server that speaks the Open Inference Protocol over REST, ours or anybody's. */
@NullMarked
package dev.roadrig.wires.agent.rest;

import org.jspecify.annotations.NullMarked;
