/**
 * Sends recorded exchanges to staging, faithfully and safely, and writes down what every attempt
 * did.
 *
 * <p>Read {@link dev.parallax.replayer.Replay} first: it wires {@code source} (which exchanges),
 * {@code safety} (may they be sent there), {@code plan} (in which order, at what pace), {@code
 * send} (one attempt) and {@code runlog} (what came of it), in this order. Where a pace is
 * computed: {@link dev.parallax.replayer.plan.Pace}. What a leg gets otherwise than it was recorded
 * is decided by {@code correlate} (values that its answers gave), {@code rewrite} (rules), {@code
 * renew} (traces and keys of each attempt) and {@code credentials}, in this order.
 *
 * <p>Before a run whose plan sets times, {@code Warmup} sends its first exchanges to itself.
 *
 * <p>{@link dev.parallax.replayer.LiveReplay} does the same with what is being recorded, and {@link
 * dev.parallax.replayer.LogReplay} over a log that workers share.
 *
 * <p>Threads of a run: one that reads and paces ({@code replay-plan}), a virtual one for each
 * exchange under way, an event loop for each leg, and one that writes ({@code replay-log}). All
 * that waits between them is bounded in count or bytes.
 */
@NullMarked
package dev.parallax.replayer;

import org.jspecify.annotations.NullMarked;
