package dev.parallax.proxy.downstream;

import java.time.Duration;

/**
 * @param upstreamHost host[:port], the {@code Host} of a request of HTTP/1.0 that has none
 * @param maxHeaderBytes of a request's line, and of its headers
 * @param responseTimeout from a request's last byte to the head of its response
 * @param idleTimeout without a request, without progress of its body, or without the client taking
 *     what is sent
 */
public record DownstreamSettings(
    String upstreamHost, int maxHeaderBytes, Duration responseTimeout, Duration idleTimeout) {}
