package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.hash.Hash;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.recent.Recent;

/**
 * Tells clients apart to count them, where one that has many sessions must not count as many: other
 * than sessions of the log, whose requests must be found together.
 *
 * <p>A client is known by the session cookie that it sends, a renewed one by that which it sent
 * first; without one, by the user and password that it sends, else by its address. One that sends
 * no cookie and is given one is nobody yet, or each of its requests would be somebody else's.
 * Access tokens tell nobody apart, since they are renewed where it is not seen.
 *
 * <p>Remembers hashes under a seed that is drawn at the start, of {@value #MAX_FOLLOWED} renewed
 * cookies at most; no key of pseudonyms has a part in it, so that a change of that makes none new.
 * Confined to one thread.
 */
public final class Clients {

  /** A power of two. */
  static final int MAX_FOLLOWED = 1 << 15;

  private final long seed;
  private final SessionCookies cookies = new SessionCookies();

  /** Of each renewed cookie, the client. */
  private final Recent<Long, Long> followed = new Recent<>(MAX_FOLLOWED);

  public Clients(long seed) {
    this.seed = seed;
  }

  /** Sees whether an answer renews the client's cookie; to be told of each exchange. */
  public void follow(RawExchange raw) {
    cookies
        .renewed(raw)
        .ifPresent(
            after ->
                cookies.asked(raw).ifPresent(before -> followed.put(hash(after), client(before))));
  }

  /** Names the client, for this process alone; empty for nobody yet. */
  public String of(RawExchange raw) {
    return cookies
        .asked(raw)
        .map(cookie -> name(client(cookie)))
        .orElseGet(() -> SessionCookies.answered(raw).isPresent() ? "" : withoutCookie(raw));
  }

  private String withoutCookie(RawExchange raw) {
    return RawHeader.first(raw.request().headers(), "authorization")
        .filter(value -> value.regionMatches(true, 0, "basic ", 0, 6))
        .map(value -> name(hash(value)))
        .orElseGet(() -> name(hash(ClientAddress.of(raw))));
  }

  private long client(String cookie) {
    long hash = hash(cookie);
    Long first = followed.find(hash);
    return first == null ? hash : first;
  }

  private long hash(String text) {
    return Hash.of(seed, text);
  }

  private static String name(long hash) {
    return Long.toHexString(hash);
  }
}
