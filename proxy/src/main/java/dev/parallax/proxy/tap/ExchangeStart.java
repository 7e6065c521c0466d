package dev.parallax.proxy.tap;

import dev.parallax.recorder.raw.RawHeader;
import java.time.Instant;
import java.util.List;

/**
 * What is known of an exchange when its request head is there.
 *
 * @param headers as the client sent them
 * @param hasBody whether the head announces a body
 * @param startedAt wall clock at the request's first byte
 * @param share of the route's sessions that are to be recorded
 */
record ExchangeStart(
    String method,
    Asked asked,
    String protocol,
    List<RawHeader> headers,
    boolean hasBody,
    String scheme,
    Instant startedAt,
    double share) {}
