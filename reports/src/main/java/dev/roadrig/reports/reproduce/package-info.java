/** Whether a run shows a failure, and how often runs do. */
@org.jspecify.annotations.NullMarked
package dev.roadrig.reports.reproduce;
