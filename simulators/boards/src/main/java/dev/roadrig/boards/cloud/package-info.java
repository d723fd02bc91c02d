/** The cloud: the agent's own inference behind another port, with a service time of its own. */
@NullMarked
package dev.roadrig.boards.cloud;

import org.jspecify.annotations.NullMarked;
