/** Folds a run file into a report, and writes it for people and for CI. */
@NullMarked
package dev.parallax.comparator.report;

import org.jspecify.annotations.NullMarked;
