package dev.parallax.cli.config;

import dev.parallax.cli.CliException;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.TapPolicy;
import dev.parallax.proxy.upstream.UpstreamProtocol;
import dev.parallax.recorder.raw.Keep;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads {@code proxy.routes}, a list of maps. What an entry leaves out is as for all.
 *
 * <pre>
 *   proxy:
 *     routes:
 *       - {host: api.shop.example, path: /v2, upstream: "http://127.0.0.1:9000", sample: 0.1}
 * </pre>
 */
public final class RouteSettings {

  /** The keys of one entry. */
  public static final Set<String> KEYS =
      Set.of(
          "host",
          "path",
          "upstream",
          "hostHeader",
          "protocol",
          "upgrade",
          "sample",
          "maxBody",
          "keepErrors",
          "keepSlow",
          "keepNovel",
          "sanitise");

  static final String PREFIX = "proxy.routes.";

  private final Settings settings;
  private final HostPolicy hostPolicy;
  private final UpstreamProtocol protocol;
  private final boolean tunnelsUpgrades;
  private final TapPolicy tap;

  /**
   * @param hostPolicy of entries that do not say, as are the following
   */
  public RouteSettings(
      Settings settings,
      HostPolicy hostPolicy,
      UpstreamProtocol protocol,
      boolean tunnelsUpgrades,
      TapPolicy tap) {
    this.settings = settings;
    this.hostPolicy = hostPolicy;
    this.protocol = protocol;
    this.tunnelsUpgrades = tunnelsUpgrades;
    this.tap = tap;
  }

  /**
   * In the order of the file; empty if there are none.
   *
   * @throws CliException naming key, line and reason
   */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < settings.items(PREFIX); i++) {
      Route route = route(PREFIX + i + ".");
      requireUnlike(route, routes, i);
      routes.add(route);
    }
    return routes;
  }

  /** The first of two would take all that the other is for. */
  private void requireUnlike(Route route, List<Route> before, int item) {
    for (int i = 0; i < before.size(); i++) {
      Route other = before.get(i);
      if (other.host().equals(route.host()) && other.pathPrefix().equals(route.pathPrefix())) {
        throw refused(
            "%s%d.upstream: applies to what %s%d does (expected: each host and path once)"
                .formatted(PREFIX, item, PREFIX, i));
      }
    }
  }

  private Route route(String item) {
    URI upstream = upstream(item);
    TapPolicy recorded = new TapPolicy(share(item), maxBody(item), keep(item), mode(item));
    try {
      return new Route(
          text(item + "host", ""),
          text(item + "path", "/"),
          upstream,
          hostPolicy(item),
          protocol(item),
          tunnels(item),
          recorded);
    } catch (IllegalArgumentException e) {
      throw refused(item + e.getMessage());
    }
  }

  private URI upstream(String item) {
    String key = item + "upstream";
    if (text(key, "").isEmpty()) {
      throw CliException.usage("%s: not set (expected: http[s]://host[:port])".formatted(key));
    }
    try {
      return new URI(text(key, ""));
    } catch (URISyntaxException e) {
      throw bad(key, "http[s]://host[:port]");
    }
  }

  private HostPolicy hostPolicy(String item) {
    return switch (text(item + "hostHeader", hostPolicy.name()).toLowerCase(Locale.ROOT)) {
      case "preserve" -> HostPolicy.PRESERVE;
      case "upstream" -> HostPolicy.UPSTREAM;
      default -> throw bad(item + "hostHeader", "preserve or upstream");
    };
  }

  private UpstreamProtocol protocol(String item) {
    return switch (text(item + "protocol", protocol.name()).toLowerCase(Locale.ROOT)) {
      case "auto" -> UpstreamProtocol.AUTO;
      case "http1" -> UpstreamProtocol.HTTP1;
      case "http2" -> UpstreamProtocol.HTTP2;
      default -> throw bad(item + "protocol", "auto, http1 or http2");
    };
  }

  private boolean tunnels(String item) {
    String fallback = tunnelsUpgrades ? "tunnel" : "refuse";
    return switch (text(item + "upgrade", fallback).toLowerCase(Locale.ROOT)) {
      case "tunnel" -> true;
      case "refuse" -> false;
      default -> throw bad(item + "upgrade", "refuse or tunnel");
    };
  }

  private double share(String item) {
    String text = text(item + "sample", Double.toString(tap.share()));
    double share =
        switch (text) {
          case "on" -> 1;
          case "off" -> 0;
          default -> number(text);
        };
    if (!(share >= 0 && share <= 1)) {
      throw bad(item + "sample", "on, off, or a share such as 0.1");
    }
    return share;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private int maxBody(String item) {
    @Nullable Setting setting = settings.get(item + "maxBody").orElse(null);
    if (setting == null) {
      return tap.maxBodyBytes();
    }
    try {
      long bytes = new Values.ByteSizeConverter().convert(setting.text()).bytes();
      return Math.toIntExact(Math.min(bytes, Integer.MAX_VALUE));
    } catch (TypeConversionException e) {
      throw bad(item + "maxBody", "a size such as 1MiB");
    }
  }

  private Keep keep(String item) {
    String errors = item + "keepErrors";
    String slow = item + "keepSlow";
    String novel = item + "keepNovel";
    Keep others = tap.keep();
    return new Keep(
        settings.get(errors).isEmpty()
            ? others.errorsFrom()
            : KeepWords.errorsFrom(text(errors, ""))
                .orElseThrow(() -> bad(errors, KeepWords.ERRORS)),
        settings.get(slow).isEmpty()
            ? others.slowQuantile()
            : KeepWords.slowQuantile(text(slow, "")).orElseThrow(() -> bad(slow, KeepWords.SLOW)),
        settings.get(novel).isEmpty()
            ? others.novel()
            : KeepWords.novel(text(novel, "")).orElseThrow(() -> bad(novel, KeepWords.NOVEL)) > 0);
  }

  private Mode mode(String item) {
    return switch (text(item + "sanitise", tap.mode().name()).toLowerCase(Locale.ROOT)) {
      case "strict" -> Mode.STRICT;
      case "detect" -> Mode.DETECT;
      default -> throw bad(item + "sanitise", "strict or detect");
    };
  }

  private String text(String key, String fallback) {
    return settings.get(key).map(Setting::text).orElse(fallback);
  }

  /** In words that begin with the key. */
  private CliException refused(String words) {
    String key = words.substring(0, words.indexOf(':'));
    return CliException.usage(
        settings.get(key).map(setting -> setting.origin() + ": " + words).orElse(words));
  }

  private CliException bad(String key, String expected) {
    Setting setting = settings.get(key).orElseThrow();
    return CliException.usage(
        "%s: %s: '%s' (expected: %s)".formatted(setting.origin(), key, setting.text(), expected));
  }
}
