/** MCAP, the recording format of drives and run records: the only package that knows its bytes. */
@NullMarked
package dev.roadrig.scenarios.mcap;

import org.jspecify.annotations.NullMarked;
