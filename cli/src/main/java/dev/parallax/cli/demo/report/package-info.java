/**
 * Holds a report against what was planted.
 *
 * <p>{@code ReportJson} reads {@code report.json} as {@link
 * dev.parallax.cli.demo.report.ReportFacts}, like any script would; {@link
 * dev.parallax.cli.demo.report.ReportCheck} says which faults are in it, and what else is. Values;
 * any thread.
 */
@NullMarked
package dev.parallax.cli.demo.report;

import org.jspecify.annotations.NullMarked;
