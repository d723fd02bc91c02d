/** Allure results from judgements, the rendered report, and the zip for a ticket. */
@NullMarked
package dev.roadrig.reports.allure;

import org.jspecify.annotations.NullMarked;
