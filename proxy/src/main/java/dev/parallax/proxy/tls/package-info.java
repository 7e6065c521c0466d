/**
 * TLS with clients and with upstreams: certificates, whom to trust, and what goes wrong.
 *
 * <p>Read {@link dev.parallax.proxy.tls.TlsSettings} (what is asked for), {@code Pem}, {@code
 * PrivateKeys} and {@code Identity} (files as they are read), {@code ServerContexts} (which
 * certificate a client gets), {@link dev.parallax.proxy.tls.ServerTls} and {@link
 * dev.parallax.proxy.tls.ClientTls} (the handlers of new connections), {@link
 * dev.parallax.proxy.tls.Tls} (both of them, from files that are watched), {@link
 * dev.parallax.proxy.tls.ClientHandshake} and {@link dev.parallax.proxy.tls.TlsFailures} (what came
 * of it), {@link dev.parallax.proxy.tls.Alpn} (which protocols are offered).
 *
 * <p>Files are read by the thread that starts the proxy and by the one that watches them, never by
 * an event loop. What they become is immutable.
 */
@NullMarked
package dev.parallax.proxy.tls;

import org.jspecify.annotations.NullMarked;
