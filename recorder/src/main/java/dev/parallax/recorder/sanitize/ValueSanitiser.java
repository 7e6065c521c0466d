package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Leaf;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.detect.Find;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rule for one scalar value, whatever the place that it was met in.
 *
 * <p>Strict: a value passes if it is of a harmless class, or if the policy names its location and
 * no detector recognises anything in it; otherwise it is replaced. Detect: only what is recognised
 * is replaced. What we sent ourselves passes in both.
 */
final class ValueSanitiser {

  /** JSON in a string in JSON in a string: deeper is text. */
  private static final int MAX_NESTING = 4;

  private static final Location NOWHERE = new Location("", "");

  private final Mode mode;
  private final Clear clear;
  private final Replacer replacer;
  private final JsonSanitiser json;
  private final JwtSanitiser jwt;

  ValueSanitiser(Mode mode, Clear clear, Replacer replacer, NameSanitiser names) {
    this.mode = mode;
    this.clear = clear;
    this.replacer = replacer;
    this.json = new JsonSanitiser(this, names);
    this.jwt = new JwtSanitiser(json, replacer);
  }

  JsonSanitiser json() {
    return json;
  }

  /** A string in JSON or the like. */
  String leaf(Scope scope, Location at, String value, int depth) {
    return decide(scope, at, value, HarmlessValues.scalar(at, value), depth);
  }

  /** The value of a query, form or matrix parameter, decoded. */
  String parameter(Scope scope, Location at, String value) {
    return decide(scope, at, value, HarmlessValues.parameter(at, value), 0);
  }

  /** A value of which no class is harmless: a cookie, an unknown header. */
  String opaque(Scope scope, Location at, String value) {
    return decide(scope, at, value, value.isEmpty(), 0);
  }

  /** A number in JSON, as written: the result is one, too. */
  String number(Scope scope, Location at, String value) {
    boolean passes =
        scope.echoes().hold(value)
            || HarmlessValues.scalar(at, value)
            || ((mode == Mode.DETECT || clear.passes(scope.side(), at))
                && Finder.find(value).isEmpty());
    if (passes) {
      return value;
    }
    Replacement number = replacer.number(value);
    scope.replaced(at, number.kind(), number.injective());
    return number.text();
  }

  /** Replaces whatever the mode, unless it is an echo: for credentials. */
  String replace(Scope scope, Location at, String value) {
    return replace(scope, at, value, 0);
  }

  /** Replaces what is recognised by its form, and nothing else. */
  String detected(Scope scope, Location at, String value) {
    List<Find> finds = Finder.find(value);
    if (!finds.isEmpty() && scope.echoes() != Echoes.NONE) {
      finds =
          finds.stream()
              .filter(find -> !scope.echoes().hold(value.substring(find.start(), find.end())))
              .toList();
    }
    if (finds.isEmpty()) {
      return value;
    }
    if (whole(finds, value) && finds.getFirst().kind() == Kind.JWT) {
      return replace(scope, at, value);
    }
    String kinds =
        finds.stream().map(find -> find.kind().word()).distinct().collect(Collectors.joining(" "));
    scope.replaced(at, kinds, finds.stream().noneMatch(find -> find.kind() == Kind.IP));
    return replacer.replace(value, finds, piece -> piece);
  }

  /**
   * What a string becomes wherever it stands, if it is not JSON itself; null if it passes.
   *
   * @param deny whether all of it is replaced, and not only what is recognised
   */
  @Nullable Replacement anywhere(boolean deny, String value) {
    Leaves leaves = new Leaves();
    Scope alone = Scope.of("", leaves);
    String text = deny ? replace(alone, NOWHERE, value, 0) : detected(alone, NOWHERE, value);
    if (leaves.all().isEmpty()) {
      return null;
    }
    Leaf leaf = leaves.all().getFirst();
    // Kinds are a few words: the same one is the same object, which is how it is compared quickly.
    String kind = leaf.getKind().intern();
    return new Replacement(text, kind, leaf.getFidelity() == Leaf.Fidelity.INJECTIVE);
  }

  /** As {@link #anywhere}, of a number in JSON. */
  @Nullable Replacement numberAnywhere(boolean deny, String value) {
    return deny || !Finder.find(value).isEmpty() ? replacer.number(value) : null;
  }

  Mode mode() {
    return mode;
  }

  Clear clear() {
    return clear;
  }

  private String decide(Scope scope, Location at, String value, boolean harmless, int depth) {
    if (value.isEmpty() || scope.echoes().hold(value)) {
      return value;
    }
    if (mode == Mode.DETECT) {
      if (HarmlessValues.secret(at)) {
        return replace(scope, at, value, depth);
      }
      return JsonSanitiser.looksLikeJson(value)
          ? nested(scope, at, value, depth)
          : detected(scope, at, value);
    }
    if (harmless) {
      return value;
    }
    return clear.passes(scope.side(), at)
        ? detected(scope, at, value)
        : replace(scope, at, value, depth);
  }

  private String replace(Scope scope, Location at, String value, int depth) {
    if (scope.echoes().hold(value)) {
      return value;
    }
    if (JsonSanitiser.looksLikeJson(value) && mode == Mode.STRICT) {
      return nested(scope, at, value, depth);
    }
    Replacement replacement = jwt.replace(value).orElseGet(() -> replacer.replace(value));
    // What holds no letter and no digit is what it was, and in the clear.
    if (!replacement.text().equals(value)) {
      scope.replaced(at, replacement.kind(), replacement.injective());
    }
    return replacement.text();
  }

  private String nested(Scope scope, Location at, String value, int depth) {
    int mark = scope.leaves().mark();
    if (depth < MAX_NESTING) {
      var result = json.text(scope, at.text(), value, depth + 1);
      if (result.isPresent()) {
        return result.get();
      }
      scope.leaves().backTo(mark);
    }
    if (mode == Mode.DETECT) {
      return detected(scope, at, value);
    }
    Replacement replacement = replacer.replace(value);
    scope.replaced(at, replacement.kind(), replacement.injective());
    return replacement.text();
  }

  private static boolean whole(List<Find> finds, String value) {
    Find first = finds.getFirst();
    return first.start() == 0 && first.end() == value.length();
  }
}
