package dev.parallax.proxy.upstream;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * @param address perhaps unresolved: names are looked up at each connect
 * @param connectTimeout over looking the name up and connecting
 * @param maxIdlePerLoop idle connections kept by each event loop
 * @param idleTimeout after which an idle connection is closed
 * @param maxHeaderBytes of a response's status line, and of its headers
 */
public record UpstreamSettings(
    InetSocketAddress address,
    Duration connectTimeout,
    int maxIdlePerLoop,
    Duration idleTimeout,
    int maxHeaderBytes) {}
