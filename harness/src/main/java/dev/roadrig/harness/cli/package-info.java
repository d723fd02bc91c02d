/** The command line, and where its own files are. */
@NullMarked
package dev.roadrig.harness.cli;

import org.jspecify.annotations.NullMarked;
