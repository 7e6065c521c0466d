package dev.parallax.proxy.tap;

/**
 * Who asked for what.
 *
 * @param target in origin form
 * @param authority host[:port] that was asked for
 * @param upstream host:port of the server behind; empty if no route applies
 * @param clientAddress an IP address, without port
 * @param scheme {@code http} or {@code https}, as the client used it
 * @param hasBody whether the head announces a body
 * @param startedNanos {@link System#nanoTime} at the request's first byte
 */
public record Asked(
    String target,
    String authority,
    String upstream,
    String clientAddress,
    String scheme,
    boolean hasBody,
    long startedNanos) {}
