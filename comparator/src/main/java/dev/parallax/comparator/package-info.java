/**
 * Says, with numbers, what a candidate build does differently, and how sure that is.
 *
 * <p>The way of a comparison, package by package: {@code diff} locates the differences between two
 * answers; {@code noise} tells code change from noise and skew over many comparisons; {@code
 * latency} compares response times by endpoint; {@code verdict} is where PASS, FAIL or INCONCLUSIVE
 * is decided, from declared gates; {@code report} folds a run file into a {@link
 * dev.parallax.comparator.report.Report} and writes it as HTML, JSON, JUnit XML and Markdown.
 *
 * <p>All but the reading and writing in {@code report} are pure functions on events.
 */
@NullMarked
package dev.parallax.comparator;

import org.jspecify.annotations.NullMarked;
