/** Serial ports on a terminal server by RFC 2217, such as ser2net's: the client's side. */
@NullMarked
package dev.roadrig.wires.rfc2217;

import org.jspecify.annotations.NullMarked;
