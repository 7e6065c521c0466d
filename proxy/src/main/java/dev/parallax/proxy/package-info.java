/**
 * The data plane: a streaming HTTP/1.1 reverse proxy that serves production and taps what passes.
 *
 * <pre>
 *   client ⇄ downstream ⇄ headers ⇄ upstream ⇄ production
 *                └ tap ─▶ {@link dev.parallax.recorder.capture.Capture}
 * </pre>
 *
 * <p>Read {@link dev.parallax.proxy.ProxyServer} (the wiring), then {@code downstream}, {@code
 * headers} (the one place where a header is dropped or added), {@code upstream}, {@code tap},
 * {@code warning}.
 *
 * <p>Threads: a client's channel, its upstream channel and the exchange between them share one
 * event loop, so their state is plain fields. Nothing blocks it. Bodies stream: what is held does
 * not depend on their size.
 */
@NullMarked
package dev.parallax.proxy;

import org.jspecify.annotations.NullMarked;
