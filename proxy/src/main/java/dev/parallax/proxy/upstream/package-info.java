/**
 * The server side: connections to the upstream, kept alive and reused.
 *
 * <p>Read {@link dev.parallax.proxy.upstream.UpstreamPools} (one pool for each event loop), {@link
 * dev.parallax.proxy.upstream.UpstreamPool} (reuse or connect) with {@code UpstreamInitializer}
 * (TLS and the protocol), {@link dev.parallax.proxy.upstream.UpstreamStream} (what an exchange has
 * of it): {@link dev.parallax.proxy.upstream.UpstreamConnection} of HTTP/1.1 (one request at a
 * time, and what may be reused), {@link dev.parallax.proxy.upstream.Http2UpstreamStream} on an
 * {@code Http2UpstreamConnection} of HTTP/2; {@link dev.parallax.proxy.upstream.UpstreamListener}
 * (what the exchange is told), {@link dev.parallax.proxy.upstream.UpstreamFailure} (all that can go
 * wrong).
 *
 * <p>Everything is confined to one event loop, that of the client's connection, so state is plain
 * fields. Names are resolved on threads of their own.
 */
@NullMarked
package dev.parallax.proxy.upstream;

import org.jspecify.annotations.NullMarked;
