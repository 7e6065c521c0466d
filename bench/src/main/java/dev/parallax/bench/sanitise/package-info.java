/**
 * What sanitising costs the capture worker: processor time and garbage per exchange.
 *
 * <p>{@link dev.parallax.bench.sanitise.SanitiseBench} measures, {@link
 * dev.parallax.bench.sanitise.Traffic} makes the exchanges up.
 */
@NullMarked
package dev.parallax.bench.sanitise;

import org.jspecify.annotations.NullMarked;
