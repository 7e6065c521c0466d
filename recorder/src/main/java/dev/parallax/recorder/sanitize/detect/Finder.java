package dev.parallax.recorder.sanitize.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds values of the {@linkplain Kind#personal() personal} kinds within text. Time is linear in
 * the text, whatever it holds: each look-around is bounded by the longest form of its kind.
 */
public final class Finder {

  private static final int MAX_NUMBER_CHARS = 32;

  private final String text;
  private final List<Find> finds = new ArrayList<>();

  private Finder(String text) {
    this.text = text;
  }

  /** What was found, in order of position, without overlaps. */
  public static List<Find> find(String text) {
    Census census = Census.of(text);
    Finder finder = new Finder(text);
    if (census.mayHoldJwt()) {
      finder.jwts();
    }
    if (census.mayHoldEmail()) {
      finder.emails();
    }
    if (census.mayHoldIban()) {
      finder.ibans();
    }
    if (census.mayHoldIpv6()) {
      finder.ipv6();
    }
    if (census.mayHoldCardOrPhone() || census.mayHoldIpv4()) {
      finder.numbers(census.mayHoldIpv4());
    }
    return finder.withoutOverlaps();
  }

  private List<Find> withoutOverlaps() {
    if (finds.size() < 2) {
      return finds;
    }
    finds.sort(Comparator.comparingInt(Find::start).thenComparingInt(f -> -f.end()));
    List<Find> kept = new ArrayList<>(finds.size());
    int end = 0;
    for (Find find : finds) {
      if (find.start() >= end) {
        kept.add(find);
        end = find.end();
      }
    }
    return kept;
  }

  private void jwts() {
    int at = text.indexOf("eyJ");
    while (at >= 0) {
      int end = at;
      int dots = 0;
      while (end < text.length() && (base64Url(text.charAt(end)) || text.charAt(end) == '.')) {
        dots += text.charAt(end) == '.' ? 1 : 0;
        end++;
      }
      boolean sentenceEnds = dots == 3 && text.charAt(end - 1) == '.';
      if (dots == 2 || sentenceEnds) {
        finds.add(new Find(at, sentenceEnds ? end - 1 : end, Kind.JWT));
      }
      at = text.indexOf("eyJ", end);
    }
  }

  private void emails() {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      add(Emails.around(text, at));
    }
  }

  private void ibans() {
    for (int at = 0; at < text.length(); at++) {
      if (wordStarts(at) && Ibans.startsAt(text, at)) {
        int end = Ibans.end(text, at);
        if (end > 0) {
          finds.add(new Find(at, end, Kind.IBAN));
          at = end - 1;
        }
      }
    }
  }

  private void ipv6() {
    for (int at = 0; at < text.length(); at++) {
      if (!Addresses.ipv6(text.charAt(at))) {
        continue;
      }
      int end = Addresses.ipv6RunEnd(text, at);
      int trimmed = end;
      while (trimmed > at && text.charAt(trimmed - 1) == '.') {
        trimmed--;
      }
      boolean bounded =
          (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
              && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
      if (bounded && Addresses.isIpv6(text, at, trimmed)) {
        finds.add(new Find(at, trimmed, Kind.IP));
      }
      at = end;
    }
  }

  private void numbers(boolean ipv4) {
    int at = 0;
    while (at < text.length()) {
      Find find = startsNumber(at) ? numberAt(at, ipv4) : null;
      add(find);
      at = find == null ? at + 1 : find.end();
    }
  }

  private boolean startsNumber(int at) {
    char c = text.charAt(at);
    return (digit(c) || c == '+' || c == '(') && wordStarts(at);
  }

  /** The longest number of a known kind that starts here. */
  private @Nullable Find numberAt(int start, boolean ipv4) {
    int quadEnd = ipv4 ? Addresses.ipv4End(text, start) : -1;
    if (quadEnd > 0 && wordEnds(quadEnd)) {
      return new Find(start, quadEnd, Kind.IP);
    }
    int limit = Math.min(text.length(), start + MAX_NUMBER_CHARS);
    int end = start + 1;
    while (end < limit && inNumber(text.charAt(end))) {
      end++;
    }
    StringBuilder digits = new StringBuilder(MAX_NUMBER_CHARS);
    for (int i = start; i < end; i++) {
      if (digit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    for (; digits.length() >= 7; end--) {
      if (!digit(text.charAt(end - 1))) {
        continue;
      }
      if (wordEnds(end)) {
        Kind kind = numberKind(text.substring(start, end), digits);
        if (kind != null) {
          return new Find(start, end, kind);
        }
      }
      digits.setLength(digits.length() - 1);
    }
    return null;
  }

  private static @Nullable Kind numberKind(String written, StringBuilder digits) {
    if (digits.length() >= 13 && written.charAt(0) != '+' && Cards.is(digits.toString())) {
      return Kind.CARD;
    }
    boolean separated = written.length() > digits.length();
    return separated && Phones.is(written, digits.length()) ? Kind.PHONE : null;
  }

  private void add(@Nullable Find find) {
    if (find != null) {
      finds.add(find);
    }
  }

  private boolean wordStarts(int at) {
    return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
  }

  private boolean wordEnds(int end) {
    return end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
  }

  /** A no-break space parts numbers, too. */
  private static boolean inNumber(char c) {
    return digit(c)
        || c == ' '
        || c == '-'
        || c == '.'
        || c == '('
        || c == ')'
        || c == '/'
        || c == '\u00a0';
  }

  private static boolean base64Url(char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
