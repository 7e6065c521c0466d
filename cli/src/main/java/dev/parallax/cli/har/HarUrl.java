package dev.parallax.cli.har;

import java.util.Locale;
import java.util.Optional;

/**
 * An http or https URL as a browser writes it, taken apart without being judged.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority host[:port], without user and password
 * @param target path and query, without the fragment
 */
record HarUrl(String scheme, String authority, String target) {

  /** Empty if it is of another scheme, or has no host. */
  static Optional<HarUrl> of(String url) {
    int colon = url.indexOf("://");
    String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      return Optional.empty();
    }
    int from = colon + 3;
    int end = from;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    String host =
        url.substring(
            url.lastIndexOf('@', end - 1) < from ? from : url.lastIndexOf('@', end - 1) + 1, end);
    int fragment = url.indexOf('#', end);
    String rest = url.substring(end, fragment < 0 ? url.length() : fragment);
    String target = rest.startsWith("/") ? rest : "/" + rest;
    return host.isEmpty()
        ? Optional.empty()
        : Optional.of(new HarUrl(scheme, host.toLowerCase(Locale.ROOT), target));
  }
}
