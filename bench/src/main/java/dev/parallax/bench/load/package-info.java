/**
 * The side-by-side load comparison of proxies: {@link dev.parallax.bench.load.ProxyBench} wires it.
 *
 * <p>{@code subject} starts what is measured, {@code client} sends load to it, {@code Comparison}
 * does so in alternating rounds and {@code Alone} with what a sidecar is judged by itself; {@code
 * result} makes figures and goals of it. All load goes to loopback, each measurement is bounded in
 * time, and only processes started here are ended.
 */
@NullMarked
package dev.parallax.bench.load;

import org.jspecify.annotations.NullMarked;
