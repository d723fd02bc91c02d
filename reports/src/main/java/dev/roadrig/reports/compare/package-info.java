/** Two runs side by side: a field failure and its replay, or two firmwares. */
@org.jspecify.annotations.NullMarked
package dev.roadrig.reports.compare;
