/** What the board's own lines said: the console's raw bytes under the patterns of its profile. */
@NullMarked
package dev.roadrig.reports.observe;

import org.jspecify.annotations.NullMarked;
