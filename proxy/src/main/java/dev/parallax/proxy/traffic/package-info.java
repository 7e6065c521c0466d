/**
 * Counts and times what passes, by route and by upstream, for whoever reads them.
 *
 * <p>Read {@link dev.parallax.proxy.traffic.Traffic} (what is read), {@link
 * dev.parallax.proxy.traffic.Metering} (where it is hooked in), {@code TimedTap} (one exchange),
 * {@code Traits} (what series are told apart by), {@link dev.parallax.proxy.traffic.Histogram}, and
 * {@link dev.parallax.proxy.traffic.LoopWatch} (how promptly the event loops turn).
 *
 * <p>Each event loop counts in arrays of its own, without locks; readers of any thread add them up.
 * Nothing here blocks, and no label holds anything that a client chose.
 */
@NullMarked
package dev.parallax.proxy.traffic;

import org.jspecify.annotations.NullMarked;
