package dev.parallax.bench.load.subject;

import java.util.Locale;

/** What is compared. */
public enum Kind {
  /** The origin itself: what the load generator can do at most. */
  DIRECT("direct"),
  NGINX("nginx"),
  MIRROR("nginx + mirror"),
  LUA("nginx + Lua"),
  HAPROXY("HAProxy"),
  OFF("tap off"),
  ON("tap on");

  private final String title;

  Kind(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }

  /** As on the command line. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** It gets faster while the JVM compiles it. */
  public boolean needsWarmUp() {
    return this == OFF || this == ON;
  }
}
