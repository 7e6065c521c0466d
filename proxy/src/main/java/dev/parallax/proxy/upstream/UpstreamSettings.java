package dev.parallax.proxy.upstream;

import dev.parallax.proxy.tls.ClientTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What connections to one upstream are like.
 *
 * @param address perhaps unresolved: names are looked up at each connect
 * @param protocol it is spoken to in
 * @param tls null for none
 * @param connectTimeout over looking the name up and connecting, with TLS, and for a free
 *     connection
 * @param maxOpenPerLoop connections of each event loop
 * @param maxPendingPerLoop requests that wait for one of them
 * @param maxIdlePerLoop idle connections kept by each event loop
 * @param idleTimeout after which an idle connection is closed
 * @param maxAge after which a connection is not used again
 * @param maxHeaderBytes of a response's status line, and of its headers
 */
public record UpstreamSettings(
    InetSocketAddress address,
    UpstreamProtocol protocol,
    @Nullable ClientTls tls,
    Duration connectTimeout,
    int maxOpenPerLoop,
    int maxPendingPerLoop,
    int maxIdlePerLoop,
    Duration idleTimeout,
    Duration maxAge,
    int maxHeaderBytes) {}
