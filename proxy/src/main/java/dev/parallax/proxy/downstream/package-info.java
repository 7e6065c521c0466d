/**
 * The client side: requests in, responses out, one exchange at a time on each connection of
 * HTTP/1.1 and on each stream of HTTP/2.
 *
 * <p>Read {@link dev.parallax.proxy.downstream.DownstreamInitializer} (the pipeline), {@code
 * Arrival} (what comes before requests: PROXY protocol, TLS), {@code ClientFacts} (who it is),
 * {@code Exchange} (the two directions of one exchange and all its ends) with {@code Phase}, {@code
 * Upload}, and the two sides that it sees of whoever asks, {@code Client} and {@code Downstream};
 * {@code Reception} (a head's tap and route) with {@code RequestCheck} (what is refused before it
 * reaches the upstream) and {@code Refusal} (each answer of the proxy itself).
 *
 * <p>Of HTTP/1.1: {@code RequestDecoder} (pauses after each request: pipelined ones wait as bytes),
 * {@code LineCheck} (what the decoder would mend in silence), {@code ClientConnection} (idle,
 * serving, closing) over its {@code ClientChannel} (writes, waits and ends), {@code Tunnel} (after
 * an upgrade). Of HTTP/2: {@code Http2Preface}, {@code Http2ClientConnection} (its streams, and how
 * all ends), {@code Http2ClientStream}, {@code Http2Requests} (what of a header list is a request).
 * Of all: {@link dev.parallax.proxy.downstream.Connections} (limit, drain, relief of memory).
 *
 * <p>All but {@code Connections} is confined to the event loop of the client's channel, which the
 * upstream's channel shares.
 */
@NullMarked
package dev.parallax.proxy.downstream;

import org.jspecify.annotations.NullMarked;
