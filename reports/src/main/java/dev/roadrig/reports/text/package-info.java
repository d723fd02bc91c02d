/** Judgements and records as text: console tables, JSON, CSV and the console's log. */
@NullMarked
package dev.roadrig.reports.text;

import org.jspecify.annotations.NullMarked;
