package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.grpc.GrpcDescriptors;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Gibberish;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a path segment passes in the clear in strict mode. Its test is its
 * specification.
 *
 * <p>A segment passes if a path template of the policy has it as a literal; if it ends the path as
 * the service or the method of a known gRPC call; if it is of the vocabulary of routes; if it is a
 * small integer; or if it is a word that follows no collection. A word that follows a collection of
 * files passes with the extension of a page's asset.
 *
 * <p><b>What remains:</b> a name or a secret that is a plain word passes where nothing before it
 * announces a value: {@code /hello/alice}. {@code parallax proxy --preview} shows what passes. A
 * path template with a variable in that place does not help, since templates only add; nor can one
 * route be left out: where such a word must not be recorded, the service must not be.
 */
final class PathSegments {

  private static final String METHOD = "gRPC method of the descriptors";
  private static final String ROUTE_WORD = "route word";
  private static final String ASSET = "file of a page";
  private static final String WORD = "path word that follows no collection";

  private static final int MAX_WORD = 32;

  private static final Set<String> ASSETS =
      Set.of(
          "html", "htm", "css", "js", "mjs", "png", "jpg", "jpeg", "gif", "svg", "ico", "webp",
          "woff", "woff2", "ttf", "map");

  private static final Set<String> DATA =
      Set.of("json", "xml", "txt", "csv", "php", "jsp", "aspx", "do");

  private final PathTemplates templates;
  private final GrpcDescriptors descriptors;

  PathSegments(PathTemplates templates, GrpcDescriptors descriptors) {
    this.templates = templates;
    this.descriptors = descriptors;
  }

  /**
   * The rule by which a segment passes, in words; null if none does.
   *
   * @param path decoded segments, the first of an absolute path being empty
   * @param index of the segment in question
   */
  @Nullable String rule(String[] path, int index) {
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
    String before = index == 0 ? "" : path[index - 1].toLowerCase(Locale.ROOT);
    if (integer(segment)) {
      // After people too: in JSON the same id passes, and a join that breaks hides nothing.
      return HarmlessValues.smallInteger(segment) ? Why.SMALL_INTEGER : null;
    }
    String extension = extension(segment);
    String stem = stem(segment, extension);
    String lower = stem.toLowerCase(Locale.ROOT);
    if (RouteWords.contains(segment.toLowerCase(Locale.ROOT)) || RouteWords.contains(lower)) {
      return ROUTE_WORD;
    }
    if (!word(stem)) {
      return null;
    }
    if (RouteWords.fileCollection(before)) {
      return ASSETS.contains(extension) ? ASSET : null;
    }
    return RouteWords.collection(before) ? null : WORD;
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
    int dot = segment.lastIndexOf('.');
    String extension = dot < 1 ? "" : segment.substring(dot + 1).toLowerCase(Locale.ROOT);
    return ASSETS.contains(extension) || DATA.contains(extension) ? extension : "";
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
    for (int i = 0; i < stem.length(); i++) {
      char c = stem.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean joint = i > 0 && (c == '-' || c == '_');
      if (!letter && !joint) {
        return false;
      }
    }
    return !Gibberish.is(stem) && Finder.find(stem).isEmpty();
  }
}
