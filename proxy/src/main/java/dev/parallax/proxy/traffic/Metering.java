package dev.parallax.proxy.traffic;

import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.tap.ExchangeTap;
import io.netty.handler.codec.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Watches exchanges by standing in front of their taps. */
@FunctionalInterface
public interface Metering {

  /**
   * Begins to watch an exchange, on its event loop.
   *
   * @param tap is told all that the returned one is
   * @param request as the client sent it; read here and not kept
   * @param route that applies; null for none
   * @param scheme {@code http} or {@code https}
   * @param startedNanos {@link System#nanoTime} at the request's first byte
   */
  ExchangeTap open(
      ExchangeTap tap,
      HttpRequest request,
      @Nullable Route route,
      String scheme,
      long startedNanos);

  /** Watches nothing, and costs nothing. */
  static Metering none() {
    return (tap, _, _, _, _) -> tap;
  }
}
