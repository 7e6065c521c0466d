package dev.parallax.cli.config;

import dev.parallax.cli.CliException;
import dev.parallax.proxy.route.HostPolicy;
import dev.parallax.proxy.route.Route;
import dev.parallax.proxy.route.TapPolicy;
import java.net.URI;
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
      Set.of("host", "path", "upstream", "hostHeader", "upgrade", "sample", "maxBody");

  static final String PREFIX = "proxy.routes.";

  private final Settings settings;
  private final HostPolicy hostPolicy;
  private final boolean tunnelsUpgrades;
  private final TapPolicy tap;

  /**
   * @param hostPolicy of entries that do not say, as are the following
   */
  public RouteSettings(
      Settings settings, HostPolicy hostPolicy, boolean tunnelsUpgrades, TapPolicy tap) {
    this.settings = settings;
    this.hostPolicy = hostPolicy;
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
    for (int i = 0; has(i); i++) {
      routes.add(route(PREFIX + i + "."));
    }
    return routes;
  }

  private boolean has(int i) {
    return settings.all().keySet().stream().anyMatch(key -> key.startsWith(PREFIX + i + "."));
  }

  private Route route(String item) {
    String upstream = text(item + "upstream", "");
    if (upstream.isEmpty()) {
      throw CliException.usage(
          "%supstream: not set (expected: http://host[:port])".formatted(item));
    }
    try {
      return new Route(
          text(item + "host", ""),
          text(item + "path", "/"),
          URI.create(upstream),
          hostPolicy(item),
          tunnels(item),
          new TapPolicy(share(item), maxBody(item)));
    } catch (IllegalArgumentException e) {
      throw CliException.usage(item + e.getMessage());
    }
  }

  private HostPolicy hostPolicy(String item) {
    return switch (text(item + "hostHeader", hostPolicy.name()).toLowerCase(Locale.ROOT)) {
      case "preserve" -> HostPolicy.PRESERVE;
      case "upstream" -> HostPolicy.UPSTREAM;
      default -> throw bad(item + "hostHeader", "preserve or upstream");
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
    try {
      return switch (text) {
        case "on" -> 1;
        case "off" -> 0;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw bad(item + "sample", "on, off, or a share such as 0.1");
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

  private String text(String key, String fallback) {
    return settings.get(key).map(Setting::text).orElse(fallback);
  }

  private CliException bad(String key, String expected) {
    Setting setting = settings.get(key).orElseThrow();
    return CliException.usage(
        "%s: %s: '%s' (expected: %s)".formatted(setting.origin(), key, setting.text(), expected));
  }
}
