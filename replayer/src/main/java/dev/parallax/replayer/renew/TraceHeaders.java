package dev.parallax.replayer.renew;

import java.util.Set;

/** Headers that continue a trace: production's, which a replayed request is no part of. */
public final class TraceHeaders {

  private static final Set<String> NAMES =
      Set.of(
          "b3",
          "elastic-apm-traceparent",
          "grpc-trace-bin",
          "newrelic",
          "sentry-trace",
          "sw8",
          "traceparent",
          "tracestate",
          "uber-trace-id",
          "x-amzn-trace-id",
          "x-cloud-trace-context");

  private TraceHeaders() {}

  /**
   * Whether a header names a trace, a span, or whether they are sampled.
   *
   * @param name in small letters
   */
  public static boolean include(String name) {
    return NAMES.contains(name) || name.startsWith("x-b3-") || name.startsWith("x-datadog-");
  }
}
