/** TCP connections through the link: bytes in order, held back and let go as a policy says, never early. */
@NullMarked
package dev.roadrig.boards.link.stream;

import org.jspecify.annotations.NullMarked;
