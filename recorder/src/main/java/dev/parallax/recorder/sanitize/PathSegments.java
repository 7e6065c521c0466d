package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.endpoint.Extensions;
import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.endpoint.Locales;
import dev.parallax.recorder.endpoint.WordRules;
import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Gibberish;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a path segment passes in the clear in strict mode. Its test is its
 * specification.
 *
 * <p>A segment passes if it is known: a path template of the policy has it as a literal, it ends
 * the path as the service or the method of a known gRPC call, it is of the vocabulary of routes
 * that is shipped, it is a small integer, or the language of a country. Any other one passes once
 * it was learned: as a literal at that place, in enough sessions. That takes a word in which
 * nothing is recognised, and that does not follow what announces somebody or what somebody asked
 * for.
 */
final class PathSegments implements WordRules {

  private static final String METHOD = "gRPC method of the descriptors";
  private static final String ROUTE_WORD = "route word";
  private static final String LOCALE = "language of a country";
  private static final String LEARNED = "path word of many sessions";

  private static final int MAX_WORD = 32;

  /** {@code oauth2}, {@code top100}; what has more is an id. */
  private static final int MAX_DIGITS = 3;

  private final PathTemplates templates;
  private final GrpcDescriptors descriptors;
  private final LearnedWords learned;

  PathSegments(PathTemplates templates, GrpcDescriptors descriptors, LearnedWords learned) {
    this.templates = templates;
    this.descriptors = descriptors;
    this.learned = learned;
  }

  /**
   * The rule by which a segment passes, in words; null if none does.
   *
   * @param path decoded segments, the first of an absolute path being empty
   * @param index of the segment in question
   */
  @Nullable String rule(String[] path, int index) {
    String known = known(path, index);
    if (known != null) {
      return known;
    }
    boolean passes = learned.current().passes(path, index) && mayBeLearned(path, index);
    return passes ? LEARNED : null;
  }

  @Override
  public boolean isKnown(String[] path, int index) {
    return known(path, index) != null;
  }

  private @Nullable String known(String[] path, int index) {
    String segment = path[index];
    if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
      return Why.EMPTY;
    }
    String literal = templates.literal(path, index);
    if (literal != null) {
      return literal;
    }
    if (isOfMethod(path, index)) {
      return METHOD;
    }
    if (integer(segment)) {
      // After people too: in JSON the same id passes, and a join that breaks hides nothing.
      return HarmlessValues.smallInteger(segment) ? Why.SMALL_INTEGER : null;
    }
    return isVocabulary(segment) ? ROUTE_WORD : Locales.is(segment) ? LOCALE : null;
  }

  /** Whether it is known as a word, and no integer, dot or language. */
  boolean isWord(String[] path, int index) {
    return templates.hasWord(path, index) || isOfMethod(path, index) || isVocabulary(path[index]);
  }

  @Override
  public boolean isVocabulary(String segment) {
    return RouteWords.contains(segment.toLowerCase(Locale.ROOT))
        || RouteWords.contains(stem(segment, extension(segment)).toLowerCase(Locale.ROOT));
  }

  @Override
  public boolean mayBeLearned(String[] path, int index) {
    String before = index == 0 ? "" : path[index - 1].toLowerCase(Locale.ROOT);
    String segment = path[index];
    return !RouteWords.announces(before) && word(stem(segment, extension(segment)));
  }

  /** Whether it is one of the two at the end that are a service and a method of it. */
  private boolean isOfMethod(String[] path, int index) {
    int service = path.length - 2;
    return index >= service
        && service > 0
        && descriptors.hasMethod(path[service], path[service + 1]);
  }

  /** The known extension, lower-case; empty if there is none. */
  static String extension(String segment) {
    return Extensions.of(segment);
  }

  static String stem(String segment, String extension) {
    return extension.isEmpty()
        ? segment
        : segment.substring(0, segment.length() - extension.length() - 1);
  }

  private static boolean integer(String segment) {
    return segment.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean word(String stem) {
    if (stem.length() > MAX_WORD || stem.isEmpty()) {
      return false;
    }
    int digits = 0;
    for (int i = 0; i < stem.length(); i++) {
      char c = stem.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean joint = i > 0 && (c == '-' || c == '_');
      boolean digit = i > 0 && c >= '0' && c <= '9';
      digits += digit ? 1 : 0;
      if ((!letter && !joint && !digit) || digits > MAX_DIGITS) {
        return false;
      }
    }
    return !Gibberish.is(stem) && Finder.find(stem).isEmpty();
  }
}
