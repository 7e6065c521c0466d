/**
 * Where PASS, FAIL or INCONCLUSIVE is decided: {@link dev.parallax.comparator.verdict.Judge}, from
 * the {@link dev.parallax.comparator.verdict.Evidence} and the declared {@link
 * dev.parallax.comparator.verdict.Gates}.
 *
 * <p>Pure functions on values; {@link dev.parallax.comparator.verdict.FunnelFold} is confined to
 * one thread.
 */
@NullMarked
package dev.parallax.comparator.verdict;

import org.jspecify.annotations.NullMarked;
