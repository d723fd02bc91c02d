/** Scenarios as JUnit Jupiter tests. */
@NullMarked
package dev.roadrig.harness.junit;

import org.jspecify.annotations.NullMarked;
