/** What becomes of finished records: judgements, and the files that people and machines read. */
@NullMarked
package dev.roadrig.harness.evaluation;

import org.jspecify.annotations.NullMarked;
