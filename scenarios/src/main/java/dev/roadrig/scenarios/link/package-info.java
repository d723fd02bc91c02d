/** What links are described by: packet traces, queues, and logs of what became of every packet. */
@NullMarked
package dev.roadrig.scenarios.link;

import org.jspecify.annotations.NullMarked;
