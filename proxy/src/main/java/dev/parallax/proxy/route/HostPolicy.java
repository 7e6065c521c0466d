package dev.parallax.proxy.route;

/** Which {@code Host} the upstream is told. */
public enum HostPolicy {
  /** The one that the client asked for: the upstream sees what it saw without a proxy. */
  PRESERVE,
  /** The upstream's own authority, for one that serves by name. */
  UPSTREAM
}
