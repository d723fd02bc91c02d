/** Tests of this package's drivers, over real pseudo terminals, sockets and servers on the loopback. */
@NullMarked
package dev.roadrig.wires.uart;

import org.jspecify.annotations.NullMarked;
