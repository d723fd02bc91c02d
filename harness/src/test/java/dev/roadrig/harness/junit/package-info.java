/** Scenario tests, launched as a user's build would launch them. */
@NullMarked
package dev.roadrig.harness.junit;

import org.jspecify.annotations.NullMarked;
