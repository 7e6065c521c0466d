/**
 * Where exchanges come from: a window of a recording, or a suite.
 *
 * <p>A {@link dev.parallax.replayer.source.ReplaySource} is read several times: once to {@link
 * dev.parallax.replayer.source.Survey} it, once more for its accounts, and once for each round, as
 * {@link dev.parallax.replayer.source.Exchanges} in order of start, never further than the survey
 * went. So a recording of any length needs a look-ahead of bounded size in memory, and no more.
 * Confined to the reading thread. What is followed as it is recorded comes once, by {@link
 * dev.parallax.replayer.source.FollowedReader}.
 */
@NullMarked
package dev.parallax.replayer.source;

import org.jspecify.annotations.NullMarked;
