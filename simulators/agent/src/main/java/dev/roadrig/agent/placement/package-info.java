/** Where a frame is inferred: on the edge, in the cloud, or in the cloud and else on the edge. */
@NullMarked
package dev.roadrig.agent.placement;

import org.jspecify.annotations.NullMarked;
