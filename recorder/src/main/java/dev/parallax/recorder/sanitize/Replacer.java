package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.recent.Recent;
import dev.parallax.recorder.sanitize.detect.Find;
import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Shapes;
import dev.parallax.recorder.sanitize.detect.Shapes.Shape;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonym;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.util.List;
import java.util.stream.Collectors;

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
    return value.length() > MAX_RECENT_CHARS ? made(value) : recent.get(value, this::made);
  }

  /** As {@link #replace}, for who keeps the result. */
  Replacement made(String value) {
    String text = Utf8Bytes.text(value);
    if (text != null) {
      // Most of the bytes of a letter are no letters, and would stay.
      Replacement of = made(text);
      return new Replacement(Utf8Bytes.of(of.text()), of.kind(), of.injective());
    }
    Shape shape = Shapes.look(value);
    Kind kind = shape.kind();
    if (kind == Kind.TEXT && !shape.finds().isEmpty()) {
      return new Replacement(text(value, shape.finds()), Kind.TEXT.word(), false);
    }
    Pseudonym pseudonym = pseudonyms.of(kind, value);
    return new Replacement(pseudonym.text(), kind.word(), pseudonym.injective());
  }

  /** A number as JSON writes it; the result is one, too. */
  Replacement number(String value) {
    Kind kind = Shapes.of(value);
    boolean whole = kind == Kind.ID || kind == Kind.CARD || kind == Kind.NATIONAL_ID;
    Pseudonym pseudonym = pseudonyms.of(whole ? kind : Kind.DECIMAL, value);
    return new Replacement(
        pseudonym.text(), (whole ? kind : Kind.DECIMAL).word(), pseudonym.injective());
  }

  /** What is recognised within text, all of whose kinds are said, and nothing else. */
  Replacement finds(String value, List<Find> finds) {
    StringBuilder out = new StringBuilder(value.length());
    boolean injective = true;
    int at = 0;
    for (Find find : finds) {
      Replacement piece = piece(find.kind(), value.substring(find.start(), find.end()));
      out.append(value, at, find.start()).append(piece.text());
      injective &= piece.injective();
      at = find.end();
    }
    out.append(value, at, value.length());
    return new Replacement(out.toString(), kinds(finds), injective);
  }

  /** The words of all kinds, each once. */
  static String kinds(List<Find> finds) {
    return finds.stream()
        .map(find -> find.kind().word())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** All of a text; what is recognised in it has the pseudonym that it has elsewhere. */
  private String text(String value, List<Find> finds) {
    StringBuilder out = new StringBuilder(value.length());
    int at = 0;
    for (Find find : finds) {
      out.append(of(Kind.TEXT, value.substring(at, find.start())));
      out.append(piece(find.kind(), value.substring(find.start(), find.end())).text());
      at = find.end();
    }
    return out.append(of(Kind.TEXT, value.substring(at))).toString();
  }

  /** A secret is known by what stands around it: what it becomes is for its own form to say. */
  private Replacement piece(Kind kind, String value) {
    if (kind == Kind.SECRET) {
      return replace(value);
    }
    Pseudonym pseudonym = pseudonyms.of(kind, value);
    return new Replacement(pseudonym.text(), kind.word(), pseudonym.injective());
  }

  String of(Kind kind, String value) {
    return value.isEmpty() ? value : pseudonyms.of(kind, value).text();
  }

  Pseudonyms pseudonyms() {
    return pseudonyms;
  }
}
