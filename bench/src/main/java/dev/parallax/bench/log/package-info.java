/**
 * What it costs to write and read the log: {@link dev.parallax.bench.log.LogBench}.
 *
 * <p>The broker runs in a process of its own ({@code Broker}), so that its processor time is told
 * apart from the clients'. All is bounded in count, and on loopback.
 */
@NullMarked
package dev.parallax.bench.log;

import org.jspecify.annotations.NullMarked;
