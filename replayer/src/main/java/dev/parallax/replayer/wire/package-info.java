/**
 * How targets are spoken to: what both the probe before a run and the connections of a run keep to.
 *
 * <p>{@link dev.parallax.replayer.wire.TargetProtocol} chooses the version of HTTP for a recorded
 * request, {@link dev.parallax.replayer.wire.Framing} tells which bodies are streams of messages,
 * and {@link dev.parallax.replayer.wire.TargetTls} says whom an {@code https} target must prove to
 * be, and as whom the replayer shows itself; {@code Pem} reads the files for it. All are values,
 * complete before the first connection is opened.
 */
@NullMarked
package dev.parallax.replayer.wire;

import org.jspecify.annotations.NullMarked;
