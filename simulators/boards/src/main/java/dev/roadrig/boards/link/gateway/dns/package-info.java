/** Name service for a board behind a gateway; the only place that knows the wire format's library. */
@NullMarked
package dev.roadrig.boards.link.gateway.dns;

import org.jspecify.annotations.NullMarked;
