/**
 * Keeps a replay from hurting those that it is sent to.
 *
 * <p>{@link dev.parallax.replayer.protect.Protection} says what a run keeps to; {@link
 * dev.parallax.replayer.protect.Protector} has each attempt wait for its {@link
 * dev.parallax.replayer.protect.Turn}. {@code Spacing} is the pace that no leg is asked to exceed.
 *
 * <p>Whoever waits for a turn is late: the plan's time stays the intended one, so that outcomes and
 * the fidelity certificate show the wait as the replayer's lag, and never as the leg's time. Only
 * at {@code max}, where the recording sets no pace, the bound is the pace.
 *
 * <p>The pure parts take the time as an argument, on the clock of {@link System#nanoTime}, and are
 * confined to the protector's lock.
 */
@NullMarked
package dev.parallax.replayer.protect;

import org.jspecify.annotations.NullMarked;
