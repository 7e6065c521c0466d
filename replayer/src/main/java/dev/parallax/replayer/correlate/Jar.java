package dev.parallax.replayer.correlate;

import dev.parallax.proto.Header;
import dev.parallax.proto.Response;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cookies that a leg has set in one session, by their names. Paths and domains are no matter: a
 * cookie only takes the place of one that was recorded under its name. Thread-safe.
 */
final class Jar {

  private static final int MAX_COOKIES = 128;

  private record Cookie(String value, long startNanos) {}

  private final Map<String, Cookie> cookies = new HashMap<>();

  /** What one answer sets. */
  static Jar of(Response answer) {
    Jar jar = new Jar();
    jar.keep(answer, 0);
    return jar;
  }

  /**
   * Keeps what an answer sets, and drops what it takes back.
   *
   * @param startNanos recorded, of the exchange
   */
  synchronized void keep(Response answer, long startNanos) {
    for (Header header : answer.getHeadersList()) {
      if (header.getName().equalsIgnoreCase("set-cookie")) {
        keep(header.getValue(), startNanos);
      }
    }
  }

  /**
   * As it was set, escapes and all; null if it was not, or was taken back.
   *
   * @param fromNanos recorded start of the first exchange that may have set it
   * @param toNanos and of the last one: in a later round, there are cookies of the one before
   */
  synchronized @Nullable String get(String name, long fromNanos, long toNanos) {
    Cookie cookie = cookies.get(name);
    return cookie != null && cookie.startNanos() >= fromNanos && cookie.startNanos() <= toNanos
        ? cookie.value()
        : null;
  }

  private void keep(String line, long startNanos) {
    String[] parts = line.split(";", -1);
    int equals = parts[0].indexOf('=');
    if (equals <= 0) {
      return;
    }
    String name = parts[0].substring(0, equals).strip();
    String value = parts[0].substring(equals + 1).strip();
    boolean expired = value.isEmpty();
    for (int i = 1; i < parts.length; i++) {
      String attribute = parts[i].strip().toLowerCase(Locale.ROOT);
      expired |= attribute.startsWith("max-age=") && !attribute.matches("max-age=0*[1-9]\\d*");
    }
    if (expired) {
      cookies.remove(name);
    } else if (cookies.size() < MAX_COOKIES) {
      cookies.put(name, new Cookie(value, startNanos));
    }
  }
}
