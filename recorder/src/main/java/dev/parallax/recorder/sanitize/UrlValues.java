package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation.Mode;
import org.jspecify.annotations.Nullable;

/**
 * URLs and paths as values, in strict mode: path segment by path segment and parameter by
 * parameter, so that an id in a link joins with the same id elsewhere. What passes in them would
 * pass in the target of a request; but of a host nothing does, since a value may name anybody's,
 * and a parameter or fragment without an equals sign is a value, since in a page of anybody's it
 * may say who is meant.
 */
final class UrlValues {

  static final String KIND = "url";

  private static final int MAX_CHARS = 4096;

  private final ValueSanitiser values;
  private final PathSegments rule;
  private final TargetSanitiser targets;

  /**
   * @param values of parameters and segments, where a URL is a text like others
   * @param rule of path segments, which knows no learned words: a value is the same for good
   */
  UrlValues(ValueSanitiser values, NameSanitiser names, PathSegments rule) {
    this.values = values;
    this.rule = rule;
    this.targets =
        new TargetSanitiser(
            Mode.STRICT,
            rule,
            values,
            new ParameterSanitiser(values, names, true),
            new AuthoritySanitiser(values));
  }

  /**
   * Null if the value is none. Of a path in which nothing is to be replaced it is the path itself,
   * and its kind is no more than {@link #KIND}.
   */
  @Nullable Replacement replacement(Scope scope, String value) {
    int host = scheme(value);
    if ((host == 0 && !value.startsWith("/")) || value.length() > MAX_CHARS || !isCompact(value)) {
      return null;
    }
    int slash = value.indexOf('/', host);
    String path = slash < 0 ? "" : value.substring(slash);
    if (path.startsWith("//") || (host == 0 && !beginsWithAWord(path))) {
      return null;
    }
    Scope alone = new Scope("", new Leaves(), scope.echoes(), null);
    String authority = value.substring(host, slash < 0 ? value.length() : slash);
    String sanitised =
        value.substring(0, host)
            + values.token(alone, authority)
            + (path.isEmpty() ? "" : targets.url(alone, "", path));
    return replaced(alone, sanitised);
  }

  private static Replacement replaced(Scope alone, String text) {
    Told told = Told.NOTHING.and(KIND, true);
    for (Leaf leaf : alone.leaves().all()) {
      told = told.and(leaf.getKind(), leaf.getFidelity() == Leaf.Fidelity.INJECTIVE);
    }
    return new Replacement(text, told.kinds(), told.injective());
  }

  /** Where the host begins; 0 if there is none. */
  private static int scheme(String value) {
    return value.startsWith("https://") ? 8 : value.startsWith("http://") ? 7 : 0;
  }

  /** Else it may be anything that has slashes, as dates and base64 have. */
  private boolean beginsWithAWord(String path) {
    String[] segments = path.split("[?#]", 2)[0].split("/", -1);
    return segments.length > 2 && rule.isWord(segments, 1);
  }

  private static boolean isCompact(String value) {
    return value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '<' && c != '>');
  }
}
