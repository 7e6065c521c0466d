package dev.parallax.recorder.sample;

import dev.parallax.recorder.hash.Hash;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.recent.Recent;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What header lines add to a shape: the set of their names, without case and order, and without
 * those that come and go with clients, caches, balancers and traces. Names that came lately are
 * known again. Confined to one thread.
 */
final class Headers {

  private static final Set<String> VOLATILE =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "age",
          "alt-svc",
          "baggage",
          "b3",
          "cache-control",
          "cf-ray",
          "connection",
          "content-length",
          "cookie",
          "date",
          "device-memory",
          "dnt",
          "downlink",
          "ect",
          "etag",
          "expires",
          "forwarded",
          "host",
          "if-modified-since",
          "if-none-match",
          "keep-alive",
          "last-modified",
          "nel",
          "origin",
          "pragma",
          "priority",
          "referer",
          "report-to",
          "request-id",
          "rtt",
          "save-data",
          "server-timing",
          "te",
          "traceparent",
          "tracestate",
          "transfer-encoding",
          "upgrade-insecure-requests",
          "user-agent",
          "vary",
          "via",
          "x-cache",
          "x-cache-hits",
          "x-correlation-id",
          "x-real-ip",
          "x-request-id",
          "x-requested-with",
          "x-runtime",
          "x-served-by",
          "x-timer",
          "x-trace-id");

  /** Of names that are as volatile, whatever follows. */
  private static final List<String> VOLATILE_PREFIXES =
      List.of(
          "cf-", "cloudfront-", "sec-", "x-amz-", "x-amzn-", "x-b3-", "x-envoy-", "x-forwarded-");

  private static final int MAX_RECENT = 512;
  private static final int MAX_RECENT_CHARS = 64;

  private final long seed;
  private final Recent<String, Long> recent = new Recent<>(MAX_RECENT);

  Headers(long seed) {
    this.seed = seed;
  }

  /** Of no line: 0. */
  long names(List<RawHeader> lines) {
    long sum = 0;
    long last = 0;
    for (RawHeader line : lines) {
      String name = line.name();
      long hash = name.length() > MAX_RECENT_CHARS ? hash(name) : recent.get(name, this::hash);
      // Repeats stand together, as a rule: more than one is as one.
      sum += hash == last ? 0 : hash;
      last = hash;
    }
    return sum;
  }

  /** 0 if it is volatile. */
  private long hash(String written) {
    String name = written.toLowerCase(Locale.ROOT);
    return isVolatile(name) ? 0 : Names.hash(seed, name, 0, name.length());
  }

  private static boolean isVolatile(String name) {
    if (VOLATILE.contains(name)) {
      return true;
    }
    for (String prefix : VOLATILE_PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** The value of the first line of that name; empty if there is none. */
  static String value(List<RawHeader> lines, String name) {
    for (RawHeader line : lines) {
      if (line.name().equalsIgnoreCase(name)) {
        return line.value();
      }
    }
    return "";
  }

  /** Of {@code type/subtype} without parameters, whatever its case. */
  long essence(String contentType) {
    int end = contentType.indexOf(';');
    String essence = contentType.substring(0, end < 0 ? contentType.length() : end).strip();
    return Hash.of(seed, essence.toLowerCase(Locale.ROOT));
  }
}
