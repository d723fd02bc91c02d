/** Where Roadrig's own files are. */
@NullMarked
package dev.roadrig.harness.home;

import org.jspecify.annotations.NullMarked;
