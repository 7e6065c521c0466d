/**
 * Files of goreplay ({@code .gor}): {@link dev.parallax.cli.gor.GorReader} pairs the requests and
 * responses that {@code GorRecords} finds in them, each an HTTP message that {@code GorMessage}
 * reads.
 *
 * <p>A record is a line {@code TYPE ID NANOSECONDS [LATENCY]}, the message as it passed, and a
 * separator line with three monkeys.
 */
@NullMarked
package dev.parallax.cli.gor;

import org.jspecify.annotations.NullMarked;
