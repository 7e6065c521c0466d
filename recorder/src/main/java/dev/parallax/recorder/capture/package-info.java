/**
 * The hand-off from the proxy's event loops to the capture worker, bounded in bytes.
 *
 * <p>{@link dev.parallax.recorder.capture.Capture} is all that a tap sees. Behind it, in the order
 * in which data flows: {@link dev.parallax.recorder.capture.ByteBudget} bounds what is in flight,
 * {@link dev.parallax.recorder.capture.CaptureQueue} carries exchanges to the one thread of {@link
 * dev.parallax.recorder.capture.CaptureWorker}, where {@code RecordStep} samples, sanitises and
 * appends each, and {@code LogFeed} keeps the log flushed and the ledger written. What the worker
 * has taken and not yet counted is with {@link dev.parallax.recorder.capture.Unsettled}.
 *
 * <p>Event loops only reserve, offer and count: nothing of that blocks. All else happens on the
 * worker's thread.
 */
@NullMarked
package dev.parallax.recorder.capture;

import org.jspecify.annotations.NullMarked;
