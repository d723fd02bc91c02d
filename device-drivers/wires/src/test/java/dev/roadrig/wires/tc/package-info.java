/** Tests of a link by tc: its words as texts, and its doings in a network namespace behind a real SSH server. */
@NullMarked
package dev.roadrig.wires.tc;

import org.jspecify.annotations.NullMarked;
