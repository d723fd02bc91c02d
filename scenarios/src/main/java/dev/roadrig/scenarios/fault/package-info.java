/** Bad input, rig faults, and the evidence that goes with them. */
@NullMarked
package dev.roadrig.scenarios.fault;

import org.jspecify.annotations.NullMarked;
