package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.recent.Recent;
import dev.parallax.recorder.sanitize.detect.Find;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Shapes;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonym;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.List;
import java.util.function.Function;

/** Replaces a value by its form alone, so that it becomes the same wherever it stands. */
final class Replacer {

  private static final int MAX_RECENT = 4096;

  /** Longer values are not worth their memory. */
  private static final int MAX_RECENT_CHARS = 64;

  private final Pseudonyms pseudonyms;
  private final Recent<String, Replacement> recent = new Recent<>(MAX_RECENT);

  Replacer(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /** The whole value; what is recognised within text gets the pseudonym that it has elsewhere. */
  Replacement replace(String value) {
    return value.length() > MAX_RECENT_CHARS ? replaced(value) : recent.get(value, this::replaced);
  }

  private Replacement replaced(String value) {
    Kind kind = Shapes.of(value);
    if (kind == Kind.TEXT) {
      List<Find> finds = Finder.find(value);
      if (!finds.isEmpty()) {
        String text = replace(value, finds, piece -> of(Kind.TEXT, piece));
        return new Replacement(text, Kind.TEXT.word(), false);
      }
    }
    Pseudonym pseudonym = pseudonyms.of(kind, value);
    return new Replacement(pseudonym.text(), kind.word(), pseudonym.injective());
  }

  /** A number as JSON writes it; the result is one, too. */
  Replacement number(String value) {
    Kind kind = Shapes.of(value);
    boolean whole = kind == Kind.ID || kind == Kind.CARD;
    Pseudonym pseudonym = pseudonyms.of(whole ? kind : Kind.DECIMAL, value);
    return new Replacement(
        pseudonym.text(), (whole ? kind : Kind.DECIMAL).word(), pseudonym.injective());
  }

  /** The finds, and what {@code between} makes of the pieces around them. */
  String replace(String value, List<Find> finds, Function<String, String> between) {
    StringBuilder out = new StringBuilder(value.length());
    int at = 0;
    for (Find find : finds) {
      out.append(between.apply(value.substring(at, find.start())));
      out.append(of(find.kind(), value.substring(find.start(), find.end())));
      at = find.end();
    }
    return out.append(between.apply(value.substring(at))).toString();
  }

  String of(Kind kind, String value) {
    return value.isEmpty() ? value : pseudonyms.of(kind, value).text();
  }

  Pseudonyms pseudonyms() {
    return pseudonyms;
  }
}
