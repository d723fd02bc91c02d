/** What a support ticket from the field holds, as one recording on one clock. */
@NullMarked
package dev.roadrig.scenarios.drive.field;

import org.jspecify.annotations.NullMarked;
