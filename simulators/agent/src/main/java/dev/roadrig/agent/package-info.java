/** The board agent, a product that runs on real boards with a JVM. */
@NullMarked
package dev.roadrig.agent;

import org.jspecify.annotations.NullMarked;
