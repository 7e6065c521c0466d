/**
 * Response times by endpoint and leg, and the ratio of candidate to control with its interval.
 *
 * <p>Read {@link dev.parallax.comparator.latency.LatencyFold}, then {@code PairedRatio}. Control
 * and candidate are compared exchange by exchange, so that a slow request is held against itself;
 * what production took is shown and never judged.
 *
 * <p>Pure; a fold is confined to one thread.
 */
@NullMarked
package dev.parallax.comparator.latency;

import org.jspecify.annotations.NullMarked;
