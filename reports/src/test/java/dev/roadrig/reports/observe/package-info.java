@NullMarked
package dev.roadrig.reports.observe;

import org.jspecify.annotations.NullMarked;
