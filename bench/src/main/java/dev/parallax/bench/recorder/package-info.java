/**
 * What the recorder's parts cost by themselves. Not shipped.
 *
 * <p>{@link dev.parallax.bench.recorder.RecorderBench} runs all and holds the figures against the
 * goals: {@code SanitiseBenchmark} under JMH, {@code WorkerBench} with a whole recorder, {@code
 * Latency} body by body. {@link dev.parallax.bench.recorder.Traffic} makes the exchanges up.
 */
@NullMarked
package dev.parallax.bench.recorder;

import org.jspecify.annotations.NullMarked;
