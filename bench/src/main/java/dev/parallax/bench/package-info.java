/**
 * Measures, and ships nothing: {@code script/bench} runs what is here.
 *
 * <p>{@code load} compares whole processes side by side in one run, as ratios, since machines
 * differ and drift; {@code log} does so with logs, written and read in one process beside a broker;
 * {@code recorder} looks at the capture worker's work alone, {@code replay} at runs of {@code
 * parallax replay}. {@code leak} measures no speed: it plants secrets in traffic and looks for them
 * in all that the proxy wrote.
 */
@NullMarked
package dev.parallax.bench;

import org.jspecify.annotations.NullMarked;
