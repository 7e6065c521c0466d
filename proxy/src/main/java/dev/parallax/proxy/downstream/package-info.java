/**
 * The client side: requests in, responses out, one exchange at a time on each connection.
 *
 * <p>Read {@link dev.parallax.proxy.downstream.DownstreamInitializer} (the pipeline), {@code
 * Arrival} (what comes before requests: PROXY protocol, TLS), {@code ClientFacts} (who it is), {@code
 * RequestDecoder} (pauses after each request: pipelined ones wait as bytes), {@code LineCheck}
 * (what the decoder would mend in silence), {@code ClientConnection} (idle, serving, closing) over
 * its {@code ClientChannel} (writes, waits and ends), {@code Reception} (a head's tap and route)
 * with {@code RequestCheck} (what is refused before it reaches the upstream), {@code Exchange} (the
 * two directions of one exchange and all its ends) with {@code Phase} and {@code Upload}, {@code
 * Tunnel} (after an upgrade), {@code Refusal} (each answer of the proxy itself), {@link
 * dev.parallax.proxy.downstream.Connections} (limit, drain, relief of memory).
 *
 * <p>All but {@code Connections} is confined to the event loop of the client's channel, which the
 * upstream's channel shares.
 */
@NullMarked
package dev.parallax.proxy.downstream;

import org.jspecify.annotations.NullMarked;
