/** The gateway on the rig's host: a board's packets, whatever its firmware, pass through a tun device and carriers. */
@NullMarked
package dev.roadrig.boards.link.gateway;

import org.jspecify.annotations.NullMarked;
