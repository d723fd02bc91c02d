/** Tests of this package's drivers, over real pseudo terminals, sockets and servers on the loopback. */
@NullMarked
package dev.roadrig.wires.agent.rest;

import org.jspecify.annotations.NullMarked;
