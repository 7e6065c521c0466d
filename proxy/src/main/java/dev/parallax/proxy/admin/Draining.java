package dev.parallax.proxy.admin;

import dev.parallax.proxy.ProxyServer;
import dev.parallax.proxy.admin.Endpoint.BadRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends clients elsewhere before the proxy is told to stop: {@code /drain}. Whoever comes all the
 * same is served, since news of where a service is travels slowly.
 */
final class Draining {

  private static final Set<String> PARAMETERS = Set.of("wait", "quiet");
  private static final Pattern TIME = Pattern.compile("(\\d{1,6})(ms|s|m)");
  private static final Duration MAX_WAIT = Duration.ofHours(1);
  private static final Duration POLL = Duration.ofMillis(20);

  private final ProxyServer proxy;
  private final LongSupplier exchanges;

  /**
   * @param exchanges in flight
   */
  Draining(ProxyServer proxy, LongSupplier exchanges) {
    this.proxy = proxy;
    this.exchanges = exchanges;
  }

  AdminAnswer get() {
    return Json.object(
        json -> {
          json.writeBooleanField("draining", proxy.isDraining());
          json.writeNumberField("connections", proxy.connections().open());
          json.writeNumberField("exchanges", exchanges.getAsLong());
        });
  }

  /**
   * Begins; waits until nobody was connected for {@code quiet}, or {@code wait} is over. Neither is
   * waited for where it is not given.
   */
  AdminAnswer put(AdminRequest request) throws BadRequest, InterruptedException {
    requireKnown(request.query().keySet());
    Duration wait = time(request.query(), "wait");
    Duration quiet = time(request.query(), "quiet");
    proxy.beginDrain();
    long start = System.nanoTime();
    long lastSeen = start;
    while (System.nanoTime() - start < wait.toNanos()) {
      if (proxy.connections().open() > 0) {
        lastSeen = System.nanoTime();
      } else if (System.nanoTime() - lastSeen >= quiet.toNanos()) {
        break;
      }
      TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
    }
    return get();
  }

  /** A drain can't be taken back: one that was asked for otherwise than it was meant is refused. */
  private static void requireKnown(Set<String> names) throws BadRequest {
    for (String name : names) {
      if (!PARAMETERS.contains(name)) {
        throw new BadRequest("The query has a name that is unknown (expected: wait and quiet)");
      }
    }
  }

  private static Duration time(Map<String, String> query, String name) throws BadRequest {
    Matcher time = TIME.matcher(query.getOrDefault(name, "0s"));
    if (!time.matches()) {
      throw new BadRequest(name + ": expected a time such as 500ms, 20s or 2m, at most 60m");
    }
    long amount = Long.parseLong(time.group(1));
    Duration given =
        switch (time.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          default -> Duration.ofMinutes(amount);
        };
    if (given.compareTo(MAX_WAIT) > 0) {
      throw new BadRequest(name + ": expected at most 60m");
    }
    return given;
  }
}
