package dev.parallax.proxy.headers;

import org.jspecify.annotations.Nullable;

/**
 * What a request's headers are rewritten by, besides themselves.
 *
 * @param clientAddress the client's IP address, without port
 * @param scheme as the client used it
 * @param upstreamHost the upstream's own {@code Host}
 * @param keepsHost whether the client's {@code Host} passes; one that sent none gets the upstream's
 * @param hasBody whether the request has a body, or may have one
 * @param upgrade the protocol to switch to if the upstream agrees; null for none
 */
public record Hop(
    String clientAddress,
    String scheme,
    String upstreamHost,
    boolean keepsHost,
    boolean hasBody,
    @Nullable String upgrade) {}
