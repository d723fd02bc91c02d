/** Field failures: replayed under the conditions of their record, counted, and cut down to what still fails. */
@NullMarked
package dev.roadrig.harness.reproduce;

import org.jspecify.annotations.NullMarked;
