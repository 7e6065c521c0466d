/**
 * The durable, ordered record of events, behind two small interfaces: {@link
 * dev.parallax.recorder.log.EventLog} appends, {@link dev.parallax.recorder.log.EventReader} reads.
 *
 * <p>Today's implementation is the capture file ({@code .plx}).
 */
@NullMarked
package dev.parallax.recorder.log;

import org.jspecify.annotations.NullMarked;
