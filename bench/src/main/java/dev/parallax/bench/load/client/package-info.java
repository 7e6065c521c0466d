/**
 * What sends load, and counts what came back.
 *
 * <p>{@code Wrk} is closed loop: it asks again as soon as it was answered, which finds what a proxy
 * can do at most. {@code OpenLoop} asks at planned times, whether answers come or not, which finds
 * what a client waits for at a rate. A {@code Call} is what they send.
 */
@NullMarked
package dev.parallax.bench.load.client;

import org.jspecify.annotations.NullMarked;
