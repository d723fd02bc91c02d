/** What happens in a run: a drive, its conditions and faults, a model, its placement and a spec. */
@NullMarked
package dev.roadrig.scenarios.scenario;

import org.jspecify.annotations.NullMarked;
