package dev.parallax.proxy.downstream;

import dev.parallax.proxy.headers.Forwarding;
import java.time.Duration;
import java.util.Optional;

/**
 * How clients are served.
 *
 * @param proxyProtocol whether each connection begins with a header of the PROXY protocol
 * @param maxHeaderBytes of a request's line, and of its headers
 * @param minBodyRate bytes per second that a request's body must come at in the long run; 0 for any
 * @param headerTimeout from a request's first byte to the end of its head; and for all that comes
 *     before requests
 * @param responseTimeout from a request's last byte to the head of its response
 * @param idleTimeout without a request, without progress of its body, or without the client taking
 *     what is sent
 * @param streamTimeout without progress of a response under way, or in a tunnel
 * @param totalTimeout of an exchange, empty for none
 */
public record DownstreamSettings(
    Forwarding forwarding,
    boolean proxyProtocol,
    int maxHeaderBytes,
    int minBodyRate,
    Duration headerTimeout,
    Duration responseTimeout,
    Duration idleTimeout,
    Duration streamTimeout,
    Optional<Duration> totalTimeout) {}
