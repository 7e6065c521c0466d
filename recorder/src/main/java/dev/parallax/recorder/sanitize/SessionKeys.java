package dev.parallax.recorder.sanitize;

import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.recent.Recent;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.Optional;

/**
 * Which client an exchange belongs to: by its request cookie, else the cookie that the response
 * sets, else its authorization, else its {@linkplain ClientAddress address}. Only pseudonyms leave.
 */
final class SessionKeys {

  private static final int MAX_RECENT = 2048;

  /** Longer keys are not worth their memory. */
  private static final int MAX_RECENT_CHARS = 512;

  private final Pseudonyms pseudonyms;
  private final Recent<String, String> recent = new Recent<>(MAX_RECENT);
  private final SessionCookies cookies = new SessionCookies();

  SessionKeys(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  String session(RawExchange raw) {
    return cookies
        .asked(raw)
        .or(() -> SessionCookies.answered(raw))
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
    Optional<String> after = SessionCookies.session(raw).map(this::pseudonym);
    if (after.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> before = cookies.asked(raw).map(this::pseudonym);
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
}
