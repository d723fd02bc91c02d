/** What a console needs of a serial port, and ports that are sockets. */
@NullMarked
package dev.roadrig.wires.uart;

import org.jspecify.annotations.NullMarked;
