package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.TooMuch;
import dev.parallax.recorder.sanitize.SanitisedContent.UnknownCharset;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import dev.parallax.recorder.sanitize.Scope.Mark;
import dev.parallax.recorder.syntax.TextEncoding;
import org.jspecify.annotations.Nullable;

/**
 * GraphQL documents that ask for something: names stay, since they are those of a schema; literals
 * are values under the names of their arguments.
 */
final class GraphqlSanitiser {

  private final ValueSanitiser values;
  private final NameSanitiser names;

  GraphqlSanitiser(ValueSanitiser values, NameSanitiser names) {
    this.values = values;
    this.names = names;
  }

  /**
   * Whether a value might be such a document, and is no phrase that somebody looks for: it begins
   * as one and has a selection within a selection, or arguments.
   */
  static boolean looksLikeQuery(String value) {
    int open = value.indexOf('{');
    if (open < 0 || value.lastIndexOf('}') < open) {
      return false;
    }
    String start = value.stripLeading();
    boolean begins =
        start.startsWith("{")
            || start.startsWith("#")
            || start.startsWith("query")
            || start.startsWith("mutation")
            || start.startsWith("subscription")
            || start.startsWith("fragment");
    return begins && (value.indexOf('{', open + 1) > 0 || value.indexOf('(') >= 0 || open > 0);
  }

  /**
   * A document in a string; null if it is none, of which nothing is told then.
   *
   * @param at where the string stands
   */
  @Nullable String text(Scope scope, Location at, String value) {
    Mark mark = scope.mark();
    FoldedLeaves leaves = new FoldedLeaves(scope);
    GraphqlWalk walk = new GraphqlWalk(values, names, leaves, at.text(), value);
    try {
      if (walk.whole()) {
        leaves.end();
        return walk.written();
      }
    } catch (JsonTooMuchException tooMuch) {
      // It is left to be replaced as a whole.
    }
    scope.backTo(mark);
    return null;
  }

  /**
   * @param base where the document stands: {@code body }, with a blank at its end
   */
  SanitisedContent body(
      Scope scope, String base, byte[] content, MediaType type, boolean truncated) {
    TextEncoding encoding = TextEncoding.of(content, type.charset());
    if (encoding == null) {
      return new UnknownCharset();
    }
    String text = encoding.decode(content, truncated);
    if (text == null) {
      return new Malformed();
    }
    FoldedLeaves leaves = new FoldedLeaves(scope);
    String kept = truncated ? uptoLastToken(text) : text;
    GraphqlWalk walk = new GraphqlWalk(values, names, leaves, base, kept);
    try {
      boolean whole = walk.whole();
      if (!whole && !(truncated && walk.ended())) {
        return new Malformed();
      }
    } catch (JsonTooMuchException tooMuch) {
      return new TooMuch();
    }
    leaves.end();
    byte[] out = encoding.encode(walk.written());
    return truncated ? new Prefix(out, 0, 0) : new Whole(out);
  }

  /** A name or a number at the end might go on. */
  private static String uptoLastToken(String text) {
    int end = text.length();
    while (end > 0
        && (Character.isLetterOrDigit(text.charAt(end - 1))
            || "_.-+".indexOf(text.charAt(end - 1)) >= 0)) {
      end--;
    }
    return text.substring(0, end);
  }
}
