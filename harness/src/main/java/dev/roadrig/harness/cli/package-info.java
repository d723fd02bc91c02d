/** The command line. */
@NullMarked
package dev.roadrig.harness.cli;

import org.jspecify.annotations.NullMarked;
