package dev.parallax.proxy.tap;

import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawRoute;
import java.time.Instant;
import java.util.List;

/**
 * What is known of an exchange when its request head is there.
 *
 * @param headers as the client sent them
 * @param hasBody whether the head announces a body
 * @param startedAt wall clock at the request's first byte
 */
record ExchangeStart(
    String method,
    Asked asked,
    String protocol,
    List<RawHeader> headers,
    boolean hasBody,
    Instant startedAt,
    RawRoute route) {}
