package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.recent.Recent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which cookies tell sessions apart, as one text with their names and values. */
final class SessionCookies {

  /** Parts of the names that session cookies have in common frameworks. */
  private static final List<String> SESSION_NAMES =
      List.of("sess", "sid", "token", "auth", "jwt", "login", "remember");

  /** Cookies of analytics and consent, shared by nobody or changing all the time. */
  private static final List<String> OTHER_PREFIXES =
      List.of(
          "_g",
          "_fb",
          "_hj",
          "_pk",
          "_cl",
          "_uet",
          "__utm",
          "amplitude",
          "ajs_",
          "optanon",
          "cookieconsent",
          "euconsent",
          "csrf",
          "xsrf",
          "_csrf");

  private static final int MAX_RECENT = 2048;

  /** Longer ones are not worth their memory. */
  private static final int MAX_RECENT_CHARS = 512;

  private final Recent<String, Optional<String>> recent = new Recent<>(MAX_RECENT);

  /** Of what the client sent; empty where that is no session's. */
  Optional<String> asked(RawExchange raw) {
    String joined = joined(raw);
    if (joined == null) {
      return Optional.empty();
    }
    return joined.length() > MAX_RECENT_CHARS
        ? key(pairs(joined))
        : recent.get(joined, sent -> key(pairs(sent)));
  }

  private static @Nullable String joined(RawExchange raw) {
    String joined = null;
    for (RawHeader header : raw.request().headers()) {
      if (header.name().equalsIgnoreCase("cookie")) {
        joined = joined == null ? header.value() : joined + ';' + header.value();
      }
    }
    return joined;
  }

  private static List<String> pairs(String cookie) {
    return List.of(cookie.split(";", -1));
  }

  /**
   * Of what the client will send, where the answer renews the cookies that it has: under the same
   * names with other values. Empty where it does not.
   */
  Optional<String> renewed(RawExchange raw) {
    List<String> set = setCookies(raw);
    String joined = set.isEmpty() ? null : joined(raw);
    if (joined == null) {
      return Optional.empty();
    }
    Map<String, String> before = chosen(pairs(joined));
    Map<String, String> after =
        chosen(Stream.concat(pairs(joined).stream(), set.stream()).toList());
    return before.isEmpty() || before.equals(after) || !before.keySet().equals(after.keySet())
        ? Optional.empty()
        : Optional.of(after.toString());
  }

  /** Of what the answer sets. */
  static Optional<String> answered(RawExchange raw) {
    List<String> pairs = setCookies(raw);
    return pairs.isEmpty() ? Optional.empty() : key(pairs);
  }

  /** As {@link #answered}, but only where its name says that it is a session. */
  static Optional<String> session(RawExchange raw) {
    List<String> pairs = setCookies(raw);
    return pairs.isEmpty()
        ? Optional.empty()
        : key(pairs.stream().filter(pair -> isSession(name(pair))).toList());
  }

  private static List<String> setCookies(RawExchange raw) {
    List<String> pairs = List.of();
    if (raw.response() != null) {
      for (RawHeader header : raw.response().headers()) {
        if (header.name().equalsIgnoreCase("set-cookie")) {
          pairs = pairs.isEmpty() ? new ArrayList<>() : pairs;
          pairs.add(header.value().split(";", 2)[0]);
        }
      }
    }
    return pairs;
  }

  private static Optional<String> key(List<String> pairs) {
    Map<String, String> chosen = chosen(pairs);
    return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen.toString());
  }

  /** The session cookies if there are any, else all others; sorted, so that order is no matter. */
  private static Map<String, String> chosen(List<String> pairs) {
    TreeMap<String, String> sessions = new TreeMap<>();
    TreeMap<String, String> others = new TreeMap<>();
    for (String pair : pairs) {
      String name = name(pair);
      String value = pair.substring(pair.indexOf('=') + 1).strip();
      boolean deleted = value.isEmpty() || value.equals("deleted");
      if (!name.isEmpty() && !deleted && OTHER_PREFIXES.stream().noneMatch(name::startsWith)) {
        (isSession(name) ? sessions : others).put(name, value);
      }
    }
    return sessions.isEmpty() ? others : sessions;
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isSession(String name) {
    return SESSION_NAMES.stream().anyMatch(name::contains);
  }
}
