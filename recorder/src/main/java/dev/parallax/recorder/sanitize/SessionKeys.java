package dev.parallax.recorder.sanitize;

import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.recent.Recent;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which client an exchange belongs to: by its request cookie, else the cookie that the response
 * sets, else its authorization, else its {@linkplain ClientAddress address}. Only pseudonyms leave.
 */
final class SessionKeys {

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

  /** Longer keys are not worth their memory. */
  private static final int MAX_RECENT_CHARS = 512;

  private final Pseudonyms pseudonyms;
  private final Recent<String, String> recent = new Recent<>(MAX_RECENT);
  private final Recent<String, Optional<String>> recentCookies = new Recent<>(MAX_RECENT);

  SessionKeys(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  String session(RawExchange raw) {
    return requestCookie(raw)
        .or(() -> responseCookie(raw))
        .or(() -> RawHeader.first(raw.request().headers(), "authorization"))
        .map(this::pseudonym)
        .orElseGet(() -> pseudonym(ClientAddress.of(raw)));
  }

  private String pseudonym(String key) {
    return key.length() > MAX_RECENT_CHARS
        ? pseudonyms.session(key)
        : recent.get(key, pseudonyms::session);
  }

  /** A response that gives a client with a session a different one. */
  Optional<SessionLink> link(RawExchange raw) {
    Optional<String> after = responseSession(raw).map(this::pseudonym);
    if (after.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> before = requestCookie(raw).map(this::pseudonym);
    if (before.isEmpty() || before.equals(after)) {
      return Optional.empty();
    }
    return Optional.of(
        SessionLink.newBuilder()
            .setFrom(before.get())
            .setTo(after.get())
            .setReason("response sets another session cookie")
            .build());
  }

  private Optional<String> requestCookie(RawExchange raw) {
    String joined = null;
    for (RawHeader header : raw.request().headers()) {
      if (header.name().equalsIgnoreCase("cookie")) {
        joined = joined == null ? header.value() : joined + ';' + header.value();
      }
    }
    if (joined == null) {
      return Optional.empty();
    }
    return joined.length() > MAX_RECENT_CHARS
        ? cookieKey(joined)
        : recentCookies.get(joined, SessionKeys::cookieKey);
  }

  private static Optional<String> cookieKey(String cookie) {
    return key(List.of(cookie.split(";", -1)));
  }

  private static Optional<String> responseCookie(RawExchange raw) {
    List<String> pairs = setCookies(raw);
    return pairs.isEmpty() ? Optional.empty() : key(pairs);
  }

  /** As {@link #responseCookie}, but only where its name says that it is a session. */
  private static Optional<String> responseSession(RawExchange raw) {
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

  /** The session cookies if there are any, else all others; sorted, so that order is no matter. */
  private static Optional<String> key(List<String> pairs) {
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
    TreeMap<String, String> chosen = sessions.isEmpty() ? others : sessions;
    return chosen.isEmpty() ? Optional.empty() : Optional.of(chosen.toString());
  }

  private static String name(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? "" : pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isSession(String name) {
    return SESSION_NAMES.stream().anyMatch(name::contains);
  }
}
