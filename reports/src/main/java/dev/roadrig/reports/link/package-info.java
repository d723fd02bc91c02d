/** What a link was asked to do beside what it did. */
@NullMarked
package dev.roadrig.reports.link;

import org.jspecify.annotations.NullMarked;
