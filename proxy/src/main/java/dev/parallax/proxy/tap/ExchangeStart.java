package dev.parallax.proxy.tap;

import dev.parallax.recorder.raw.RawHeader;
import java.time.Instant;
import java.util.List;

/**
 * What is known of an exchange when its request head is there.
 *
 * @param target origin form
 * @param headers as the client sent them
 * @param hasBody whether the head announces a body
 * @param startedAt wall clock at the request's first byte
 * @param startedNanos the same moment by {@link System#nanoTime}
 */
record ExchangeStart(
    String method,
    String target,
    String protocol,
    List<RawHeader> headers,
    boolean hasBody,
    String scheme,
    String authority,
    String clientAddress,
    Instant startedAt,
    long startedNanos) {}
