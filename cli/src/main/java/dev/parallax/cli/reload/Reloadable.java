package dev.parallax.cli.reload;

import dev.parallax.cli.config.Settings;
import java.util.Set;

/**
 * The keys that a proxy takes up while it serves. Each other one of its keys needs a restart: what
 * it listens on, what drives it, where it records to and by which key.
 */
final class Reloadable {

  static final Set<String> KEYS =
      Set.of(
          "proxy.upstream",
          "proxy.routes.*.host",
          "proxy.routes.*.path",
          "proxy.routes.*.upstream",
          "proxy.routes.*.hostHeader",
          "proxy.routes.*.upgrade",
          "proxy.routes.*.sample",
          "proxy.routes.*.keepErrors",
          "proxy.routes.*.keepSlow",
          "proxy.routes.*.keepNovel",
          "proxy.routes.*.maxBody",
          "proxy.routes.*.sanitise",
          "proxy.hostHeader",
          "proxy.routes.*.protocol",
          "proxy.upgrade",
          "proxy.upstreamProtocol",
          "proxy.forwarded",
          "proxy.trace",
          "proxy.maxBody",
          "proxy.connectTimeout",
          "proxy.headerTimeout",
          "proxy.responseTimeout",
          "proxy.idleTimeout",
          "proxy.streamTimeout",
          "proxy.totalTimeout",
          "proxy.upstreamIdleTimeout",
          "proxy.upstreamAge",
          "proxy.drainTimeout",
          "proxy.maxConnections",
          "proxy.maxUpstreamConnections",
          "proxy.maxPending",
          "proxy.maxIdleUpstream",
          "proxy.maxHeaderBytes",
          "proxy.minBodyRate",
          "record.sample",
          "record.keepErrors",
          "record.keepSlow",
          "record.keepNovel",
          "record.serviceVersion",
          "sanitise.clear",
          "sanitise.mode",
          "sanitise.paths",
          "sanitise.undetected",
          "tap.bypass",
          "tap.maxCpu",
          "tap.maxDelay");

  private Reloadable() {}

  static boolean is(String key) {
    return Settings.isKnown(key, KEYS);
  }
}
