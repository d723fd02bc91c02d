@NullMarked
package dev.roadrig.reports.tiny;

import org.jspecify.annotations.NullMarked;
