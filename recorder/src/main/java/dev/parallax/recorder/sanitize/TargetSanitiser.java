package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import java.util.Arrays;

/** Request targets and URLs: path segment by segment, query parameter by parameter. */
final class TargetSanitiser {

  /** What a path segment may hold unescaped (RFC 3986, section 3.3), but no semicolon. */
  private static final String UNESCAPED = "!$&'()*+,=:@";

  private final Mode mode;
  private final PathSegments rule;
  private final ValueSanitiser values;
  private final ParameterSanitiser parameters;
  private final AuthoritySanitiser authorities;

  TargetSanitiser(
      Mode mode,
      PathSegments rule,
      ValueSanitiser values,
      ParameterSanitiser parameters,
      AuthoritySanitiser authorities) {
    this.mode = mode;
    this.rule = rule;
    this.values = values;
    this.parameters = parameters;
    this.authorities = authorities;
  }

  /** A request target in any of its forms (RFC 9112, section 3.2). */
  String target(Scope scope, String method, String target) {
    if (target.equals("*")) {
      return scope.keeps(new Location("target", ""), target, Why.START_LINE);
    }
    return method.equals("CONNECT")
        ? authorities.authority(scope, new Location("authority", ""), target)
        : url(scope, "", target);
  }

  /**
   * A URL, absolute or relative.
   *
   * @param base what stands before a location's place: {@code ""}, {@code "header referer "}
   */
  String url(Scope scope, String base, String url) {
    int fragmentAt = url.indexOf('#');
    String fragment = fragmentAt < 0 ? "" : url.substring(fragmentAt + 1);
    String rest = fragmentAt < 0 ? url : url.substring(0, fragmentAt);
    int queryAt = rest.indexOf('?');
    String query = queryAt < 0 ? "" : rest.substring(queryAt + 1);
    String path = queryAt < 0 ? rest : rest.substring(0, queryAt);
    StringBuilder out = new StringBuilder(url.length() + 16);
    int authorityAt = authorityStart(path);
    if (authorityAt >= 0) {
      int slash = path.indexOf('/', authorityAt);
      int end = slash < 0 ? path.length() : slash;
      out.append(path, 0, authorityAt);
      out.append(
          authorities.authority(
              scope, new Location(base + "authority", ""), path.substring(authorityAt, end)));
      path = path.substring(end);
    }
    out.append(path(scope, base + "path/", path));
    if (queryAt >= 0) {
      out.append('?').append(parameters.all(scope, base + "query ", query, '&'));
    }
    if (fragmentAt >= 0) {
      out.append('#').append(parameters.all(scope, base + "fragment ", fragment, '&'));
    }
    return out.toString();
  }

  /** Behind {@code http://}, {@code https://} or {@code //}; -1 if there is no authority. */
  private static int authorityStart(String url) {
    for (String scheme : new String[] {"http://", "https://", "ws://", "wss://", "//"}) {
      if (url.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return scheme.length();
      }
    }
    return -1;
  }

  private String path(Scope scope, String base, String path) {
    String[] raw = path.split("/", -1);
    String[] decoded = new String[raw.length];
    for (int i = 0; i < raw.length; i++) {
      String segment = beforeMatrix(raw[i]);
      String plain = Percent.decode(segment);
      decoded[i] = plain == null ? segment : plain;
    }
    // Pointers count the segments of a path from 0, and an absolute path begins with an empty one.
    int first = raw.length > 1 && raw[0].isEmpty() ? 1 : 0;
    String[] out = new String[raw.length];
    for (int i = 0; i < raw.length; i++) {
      String matrix = raw[i].substring(beforeMatrix(raw[i]).length());
      out[i] = segment(scope, base + (i - first), raw[i], decoded, i);
      if (!matrix.isEmpty()) {
        out[i] += ';' + parameters.all(scope, base + (i - first) + ';', matrix.substring(1), ';');
      }
    }
    return String.join("/", Arrays.asList(out));
  }

  private String segment(Scope scope, String location, String raw, String[] path, int index) {
    String segment = path[index];
    String written = beforeMatrix(raw);
    Location at = new Location(location, "");
    boolean undecodable = Percent.decode(written) == null;
    String passes =
        undecodable ? null : scope.echoes().hold(segment) ? Why.ECHO : rule.rule(path, index);
    if (passes != null) {
      // What is between two slashes, or before the first, is no value.
      return written.isEmpty() ? written : scope.keeps(at, written, passes);
    }
    if (mode == Mode.DETECT) {
      String sanitised = values.detected(scope, at, segment);
      return sanitised.equals(segment) ? written : Percent.encode(sanitised, UNESCAPED);
    }
    String extension = PathSegments.extension(segment);
    String stem = PathSegments.stem(segment, extension);
    return Percent.encode(values.replace(scope, at, stem, Why.DENY), UNESCAPED)
        + segment.substring(stem.length());
  }

  private static String beforeMatrix(String segment) {
    int semicolon = segment.indexOf(';');
    return semicolon < 0 ? segment : segment.substring(0, semicolon);
  }
}
