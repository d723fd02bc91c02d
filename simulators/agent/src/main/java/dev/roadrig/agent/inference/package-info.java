/** Runs a model on pictures: screening, engines, preprocessing, decoding; the same for the edge and the cloud. */
@NullMarked
package dev.roadrig.agent.inference;

import org.jspecify.annotations.NullMarked;
