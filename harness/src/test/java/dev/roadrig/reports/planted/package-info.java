/** A break of a module wall. */
@NullMarked
package dev.roadrig.reports.planted;

import org.jspecify.annotations.NullMarked;
