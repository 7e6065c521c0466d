/**
 * Ids that staging knows, in the place of those that only production knew.
 *
 * <p>{@link dev.parallax.replayer.pool.Pools} are what a run is asked to do: each has the ids, from
 * a file or from an answer of staging's own ({@link dev.parallax.replayer.pool.PoolSource}), and
 * the places of requests where they stand. {@code PooledIds} chooses, by a hash of the recorded id
 * alone, so that an id is the same one wherever it stands, at each leg, in each process.
 *
 * <p>Values, but for the file that is read; confined to nobody.
 */
@NullMarked
package dev.parallax.replayer.pool;

import org.jspecify.annotations.NullMarked;
