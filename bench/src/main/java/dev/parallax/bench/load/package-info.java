/**
 * The side-by-side load comparison of proxies: {@link dev.parallax.bench.load.ProxyBench}.
 *
 * <p>All load goes to loopback, each measurement is bounded in time, and only processes started
 * here are ended.
 */
@NullMarked
package dev.parallax.bench.load;

import org.jspecify.annotations.NullMarked;
