package dev.parallax.recorder.session;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.SessionLink;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One of the copies that an amplified run makes of each session: its exchanges are others of
 * another session, all of them later by the same time. So whatever holds of the recorded ones among
 * each other holds of a copy's: order, overlap, and which sessions are one client's.
 *
 * @param number from 1; 0 is the recording itself
 * @param of how many times each session is sent, the recording among them
 */
public record SessionCopy(int number, int of) {

  /** More of a recording would be a load of another kind. */
  public static final int MAX = 100;

  /** All copies of an exchange begin within so long of it, in the time of the recording. */
  private static final long WITHIN_NANOS = 1_000_000_000;

  /** Behind the id of the exchange, and the name of the session; neither has one. */
  private static final char SIGN = '~';

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]?");

  public SessionCopy {
    if (of < 1 || of > MAX) {
      throw new IllegalArgumentException("of: %d (expected: 1 to %d)".formatted(of, MAX));
    }
    if (number < 0 || number >= of) {
      throw new IllegalArgumentException(
          "number: %d (expected: 0 to %d)".formatted(number, of - 1));
    }
  }

  /** Which copy an exchange is of, by its id; 0 for one that was recorded. */
  public static int numberOf(String exchangeId) {
    int sign = exchangeId.lastIndexOf(SIGN);
    return sign >= 0 && NUMBER.matcher(exchangeId).region(sign + 1, exchangeId.length()).matches()
        ? Integer.parseInt(exchangeId, sign + 1, exchangeId.length(), 10)
        : 0;
  }

  /** The name of the session that one was recorded as, perhaps as one of its copies. */
  public static String recorded(String session) {
    int sign = session.lastIndexOf(SIGN);
    return sign < 0 ? session : session.substring(0, sign);
  }

  /** How much later than the recorded one a copy begins. */
  public long laterNanos() {
    return WITHIN_NANOS * number / of;
  }

  /**
   * The exchange of that copy, its request and response as they were recorded.
   *
   * @param recorded no copy itself
   */
  public Exchange of(Exchange recorded) {
    if (number == 0) {
      return recorded;
    }
    Exchange.Builder copy =
        recorded.toBuilder()
            .setId(named(recorded.getId()))
            .setStartedAtNanos(recorded.getStartedAtNanos() + laterNanos());
    if (!recorded.getSession().isEmpty()) {
      copy.setSession(named(recorded.getSession()));
    }
    List<SessionLink> links = recorded.getSessionLinksList();
    for (int i = 0; i < links.size(); i++) {
      SessionLink link = links.get(i);
      copy.setSessionLinks(
          i, link.toBuilder().setFrom(named(link.getFrom())).setTo(named(link.getTo())));
    }
    return copy.build();
  }

  private String named(String name) {
    return name + SIGN + number;
  }
}
