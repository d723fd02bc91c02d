/** Breaks of the harness's own walls, planted so that the rule is shown to see its own. */
@NullMarked
package dev.roadrig.harness.reproduce.planted;

import org.jspecify.annotations.NullMarked;
