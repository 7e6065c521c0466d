/**
 * Keeps a replay from hurting those that it is sent to.
 *
 * <p>{@link dev.parallax.replayer.protect.Protection} says what a run keeps to. {@link
 * dev.parallax.replayer.protect.Protector} lets each exchange enter, and each of its attempts have
 * its {@link dev.parallax.replayer.protect.Turn}, which ends with a {@link
 * dev.parallax.replayer.protect.Sign} of how the leg is. {@code Circuit} draws from a leg's signs
 * what it may be sent, {@code BreakerRule} says when too many of them are bad, and {@code Spacing}
 * is the pace that no leg is asked to exceed.
 *
 * <p><b>Legs that ask for time</b> (503 or 429) get nothing new until that is over; then one
 * attempt at a time, and one more with each that they take. What was answered stays the attempt's
 * outcome, and nothing is sent a second time: a retry that succeeds would hide a build that fails
 * now and then, and could write twice.
 *
 * <p><b>All legs pause when one does.</b> An exchange is let in only when every leg will have it,
 * so that it reaches the legs one right after the other: else one leg would go ahead, each pair of
 * answers would lie a pause apart, in other states of the database and the caches, and their times
 * would be no pairs any more. What was let in before goes on, and waits at the leg that pauses. The
 * order within sessions is the same at each leg in any case: an exchange is done, for those that
 * wait for it, when all of its attempts are.
 *
 * <p><b>A leg that can't be spoken to</b>, or is cut off, in nearly all of its last attempts pauses
 * in the same way, and all legs with it. One attempt after each of several pauses tells a target
 * that is dead from one that was restarted, or whose connections were all reset at once. The run
 * then ends, without a verdict: of a build that is not there nothing can be said. What a build
 * answers, and how slowly, is none of this: it is what the run is to find. So is a 503 or a reset
 * that production had for the same exchange.
 *
 * <p><b>Whoever waits is late.</b> The plan's time stays the intended one, so that outcomes and the
 * fidelity certificate show the wait as the replayer's lag, and never as the leg's time. Only at
 * {@code max}, where the recording sets no pace, the bound on the rate is the pace, and a pause is
 * lag there, too.
 *
 * <p>The pure parts take the time as an argument, on the clock of {@link System#nanoTime}, and are
 * confined to the protector's lock.
 */
@NullMarked
package dev.parallax.replayer.protect;

import org.jspecify.annotations.NullMarked;
