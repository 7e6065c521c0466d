package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.recent.Recent;
import dev.parallax.recorder.sanitize.detect.Census;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Gibberish;
import dev.parallax.recorder.sanitize.detect.Shapes;
import org.jspecify.annotations.Nullable;

/**
 * Keeps names that look like identifiers of a program: of fields, parameters, headers, cookies.
 * Names that look like data (a map keyed by mail address, a token as parameter name) are replaced.
 *
 * <p>What remains: a plain word as key passes, also where it is somebody's name.
 */
final class NameSanitiser {

  private static final int MAX_LENGTH = 64;
  private static final int MAX_DIGIT_RUN = 4;
  private static final int MAX_RECENT = 4096;

  private final Mode mode;
  private final Finder finder;
  private final Replacer replacer;
  private final Recent<String, Boolean> recent = new Recent<>(MAX_RECENT);

  /**
   * @param finder of what is replaced in names that else pass
   */
  NameSanitiser(Mode mode, Finder finder, Replacer replacer) {
    this.mode = mode;
    this.finder = finder;
    this.replacer = replacer;
  }

  /** The name as it may be recorded, without a leaf: it becomes part of locations. */
  String name(Scope scope, String name) {
    Replacement replacement = replacement(scope, name);
    return replacement == null ? name : replacement.text();
  }

  /** What stands for the name, which is to be told; null if it passes. */
  @Nullable Replacement replacement(Scope scope, String name) {
    if (name.isEmpty() || scope.echoes().hold(name)) {
      return null;
    }
    boolean kept = name.length() > MAX_LENGTH ? passes(name) : recent.get(name, this::passes);
    return kept ? null : replacer.replace(name);
  }

  /** As {@link #name}, for the places whose grammar allows tokens only (RFC 9110, 5.6.2). */
  String token(Scope scope, String name) {
    String kept = name(scope, name);
    return isToken(kept) && (mode == Mode.DETECT || identifier(kept))
        ? kept
        : "x-" + replacer.pseudonyms().session(name).substring(2);
  }

  /** As {@link #name}, where what stands for one that does not pass has to be a word of ASCII. */
  String markup(Scope scope, String name) {
    String kept = name(scope, name);
    return kept.equals(name) || word(kept)
        ? kept
        : "x-" + replacer.pseudonyms().session(name).substring(2);
  }

  /** As {@link #name}, of what GraphQL calls a name: letters, digits and underscores. */
  String variable(Scope scope, String name) {
    String kept = markup(scope, name);
    return kept.equals(name) ? name : kept.replace('-', '_').replace('.', '_');
  }

  private boolean passes(String name) {
    return mode == Mode.DETECT ? finder.in(name).isEmpty() : identifier(name);
  }

  static boolean identifier(String name) {
    if (HarmlessValues.smallInteger(name)) {
      return true;
    }
    if (name.length() > MAX_LENGTH || !characters(name)) {
      return false;
    }
    Census census = Census.of(name);
    boolean plain =
        census.longestDigitRun() <= MAX_DIGIT_RUN && !(census.hex() && name.length() >= 6);
    return plain && !Shapes.uuid(name) && !Gibberish.is(name) && Finder.find(name).isEmpty();
  }

  private static boolean characters(String name) {
    boolean letter = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      letter |= isLetter;
      if (!isLetter && !(c >= '0' && c <= '9') && "_$.-[]:@".indexOf(c) < 0) {
        return false;
      }
    }
    return letter;
  }

  /** A letter, then letters, digits and what joins them. */
  private static boolean word(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean inside = i > 0 && ((c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.');
      if (!letter && !inside) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
