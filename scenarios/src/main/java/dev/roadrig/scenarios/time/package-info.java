/** The only clock: a ticker, real or virtual, and the deadlines that are passed down. */
@NullMarked
package dev.roadrig.scenarios.time;

import org.jspecify.annotations.NullMarked;
