package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.Scope.Mark;
import dev.parallax.recorder.sanitize.detect.Find;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.util.List;
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
  private final Recognition recognition;
  private final Replacer replacer;
  private final JsonSanitiser json;
  private final JwtSanitiser jwt;
  private final GraphqlSanitiser graphql;
  private final EncodedValues encoded;

  /** Null where values pass, since there a URL stays one; and within another URL. */
  private final @Nullable UrlValues urls;

  /** Of secrets, in which a URL is a text like others: its words may be the secret. */
  private final ValueSanitiser secrets;

  /** Of JSON in a string that may pass: what is recognised in it, or called so, does not. */
  private final ValueSanitiser inside;

  /**
   * @param finder of what is replaced where values pass
   * @param paths the rule of path segments in values, by which no learned words pass; null if a URL
   *     is a text like others
   */
  ValueSanitiser(
      Mode mode,
      Clear clear,
      Finder finder,
      Replacer replacer,
      NameSanitiser names,
      @Nullable PathSegments paths) {
    this.mode = mode;
    this.clear = clear;
    this.recognition = new Recognition(finder);
    this.replacer = replacer;
    this.json = new JsonSanitiser(this, names);
    this.jwt = new JwtSanitiser(json, replacer);
    this.graphql = new GraphqlSanitiser(this, names);
    this.encoded = new EncodedValues(this);
    if (mode == Mode.DETECT || paths == null) {
      this.urls = null;
      this.secrets = this;
    } else {
      this.secrets = new ValueSanitiser(mode, clear, finder, replacer, names, null);
      this.urls = new UrlValues(secrets, names, paths);
    }
    this.inside = mode == Mode.DETECT ? this : new ValueSanitiser(this, names);
  }

  private ValueSanitiser(ValueSanitiser around, NameSanitiser names) {
    mode = Mode.DETECT;
    clear = Clear.NOTHING;
    recognition = around.recognition;
    replacer = around.replacer;
    json = around.json;
    jwt = around.jwt;
    graphql = new GraphqlSanitiser(this, names);
    encoded = new EncodedValues(this);
    urls = null;
    secrets = this;
    inside = this;
  }

  JsonSanitiser json() {
    return json;
  }

  GraphqlSanitiser graphql() {
    return graphql;
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
    return decide(scope, at, value, null, 0);
  }

  /** A number in JSON, as written: the result is one, too. */
  String number(Scope scope, Location at, String value) {
    if (scope.echoes().hold(value)) {
      return scope.keeps(at, value, Why.ECHO);
    }
    String harmless = HarmlessValues.scalar(at, value);
    if (harmless != null) {
      return scope.keeps(at, value, harmless);
    }
    String open = open(scope, at);
    if (open == null || recognition.named(at, value)) {
      String rule = open == null ? denied(at) : Recognition.named(at);
      return replaces(scope, at, value, replacer.number(value), rule);
    }
    Kind recognised = recognition.number(at, value);
    return recognised == null
        ? scope.keeps(at, value, open)
        : replaces(scope, at, value, number(value, recognised), Why.DETECTOR + recognised.word());
  }

  /** A string that a web token claims: they say who somebody is, and nothing else. */
  String claim(Scope scope, Location at, String value, int depth) {
    return mode == Mode.STRICT || HarmlessValues.scalar(at, value) != null
        ? leaf(scope, at, value, depth)
        : replace(scope, at, value, Why.CLAIM, depth);
  }

  /** As {@link #claim(Scope, Location, String, int)}, of a number as written. */
  String claim(Scope scope, Location at, String value) {
    return mode == Mode.STRICT
            || HarmlessValues.scalar(at, value) != null
            || scope.echoes().hold(value)
        ? number(scope, at, value)
        : replaces(scope, at, value, replacer.number(value), Why.CLAIM);
  }

  /** The rule by which a number passes in which nothing is recognised; null if none does. */
  private @Nullable String open(Scope scope, Location at) {
    return mode == Mode.STRICT
        ? clear.rule(scope.side(), at)
        : recognition.secret(at) ? null : Why.UNRECOGNISED;
  }

  /** Said to be what was recognised in it, however it is written. */
  private Replacement number(String value, @Nullable Kind recognised) {
    Replacement number = replacer.number(value);
    return recognised == null
        ? number
        : new Replacement(number.text(), recognised.word(), number.injective());
  }

  /**
   * The kind that a leaf says: what the form tells surely, else what the name does.
   *
   * @param form the word for what the form tells
   */
  static String said(@Nullable Kind nameTells, String form) {
    return nameTells == null || Kind.personal(form).isPresent() ? form : nameTells.word();
  }

  private static String replaces(
      Scope scope, Location at, String value, Replacement by, String rule) {
    String kind = said(at.nameTells(), by.kind());
    return scope.replaces(at, value, new Replacement(by.text(), kind, by.injective()), rule);
  }

  /**
   * Replaces whatever the mode, unless it is an echo: for credentials.
   *
   * @param rule by which that is so
   */
  String replace(Scope scope, Location at, String value, String rule) {
    return replace(scope, at, value, rule, 0);
  }

  /** Replaces what is recognised by its form, and nothing else. */
  String detected(Scope scope, Location at, String value) {
    return detected(scope, at, value, Why.UNRECOGNISED, 0);
  }

  /**
   * @param open the rule by which the rest passes
   */
  private String detected(Scope scope, Location at, String value, String open, int depth) {
    Replacement found = found(scope, at, value, depth);
    return found == null
        ? scope.keeps(at, value, open)
        : scope.replaces(at, value, found, Why.DETECTOR + found.kind());
  }

  /** What is recognised by its form, replaced; null if nothing is. */
  private @Nullable Replacement found(Scope scope, Location at, String value, int depth) {
    Replacement within =
        depth < MAX_NESTING
            ? encoded.replacement(
                scope, value, false, (alone, text) -> detectedWithin(alone, text, depth))
            : null;
    if (within != null) {
      return within;
    }
    if (EncodedValues.isUuid(value)) {
      return null;
    }
    List<Find> finds = recognition.in(at, value);
    if (!finds.isEmpty() && scope.echoes() != Echoes.NONE) {
      finds =
          finds.stream()
              .filter(find -> !scope.echoes().hold(value.substring(find.start(), find.end())))
              .toList();
    }
    if (finds.isEmpty()) {
      return null;
    }
    return whole(finds, value) && finds.getFirst().kind() == Kind.JWT
        ? replacement(scope, value, 0)
        : replacer.finds(value, finds);
  }

  private String detectedWithin(Scope alone, String text, int depth) {
    return mode == Mode.DETECT && JsonSanitiser.looksLikeJson(text)
        ? nested(alone, NOWHERE, text, Why.UNRECOGNISED, depth + 1)
        : detected(alone, NOWHERE, text, Why.UNRECOGNISED, depth + 1);
  }

  /** Characters without meaning. */
  String token(Scope alone, String value) {
    return value.isEmpty()
        ? value
        : alone.replaces(NOWHERE, value, replacer.replace(value), Why.DENY);
  }

  private static String denied(Location at) {
    return HarmlessValues.secret(at) ? Why.SECRET : Why.DENY;
  }

  /**
   * What a string becomes wherever it stands, if it is not JSON itself, nor in strict mode called
   * like a secret; null if it passes. The caller keeps it.
   *
   * @param deny whether all of it is replaced, and not only what is recognised
   */
  @Nullable Replacement anywhere(boolean deny, String value) {
    Scope alone = Scope.of("", new Leaves());
    if (!deny) {
      return found(alone, NOWHERE, value, 0);
    }
    Replacement written = written(alone, value, 0);
    Replacement replacement = written == null ? replacer.made(value) : written;
    return replacement.text().equals(value) ? null : replacement;
  }

  /** As {@link #anywhere}, of a number in JSON. */
  @Nullable Replacement numberAnywhere(boolean deny, String value) {
    Kind recognised = deny ? null : recognition.number(NOWHERE, value);
    return deny || recognised != null ? number(value, recognised) : null;
  }

  Mode mode() {
    return mode;
  }

  /** Of what is replaced where values pass. */
  Finder finder() {
    return recognition.finder();
  }

  Clear clear() {
    return clear;
  }

  /**
   * @param harmless the rule by which it passes in strict mode; null if none does
   */
  private String decide(
      Scope scope, Location at, String value, @Nullable String harmless, int depth) {
    if (value.isEmpty()) {
      return scope.keeps(at, value, Why.EMPTY);
    }
    if (scope.echoes().hold(value)) {
      return scope.keeps(at, value, Why.ECHO);
    }
    boolean mayBeQuery =
        HarmlessValues.queryName(at.name())
            && GraphqlSanitiser.looksLikeQuery(value)
            && (mode == Mode.DETECT || !clear.passes(scope.side(), at));
    if (mayBeQuery) {
      String query = graphql.text(scope, at, value);
      if (query != null) {
        return query;
      }
    }
    if (mode == Mode.DETECT) {
      if (recognition.secret(at)) {
        return replace(scope, at, value, Why.SECRET, depth);
      }
      if (recognition.named(at, value)) {
        return replace(scope, at, value, Recognition.named(at), depth);
      }
      return JsonSanitiser.looksLikeJson(value)
          ? nested(scope, at, value, Why.UNRECOGNISED, depth)
          : detected(scope, at, value, Why.UNRECOGNISED, depth);
    }
    if (harmless != null) {
      return scope.keeps(at, value, harmless);
    }
    String open = clear.rule(scope.side(), at);
    if (open == null) {
      return replace(scope, at, value, denied(at), depth);
    }
    if (recognition.named(at, value)) {
      return replace(scope, at, value, Recognition.named(at), depth);
    }
    String within = JsonSanitiser.looksLikeJson(value) ? inside(scope, at, value, depth) : null;
    return within == null ? detected(scope, at, value, open, depth) : within;
  }

  private String replace(Scope scope, Location at, String value, String rule, int depth) {
    boolean secret = HarmlessValues.secret(at) || rule.equals(Why.CREDENTIALS);
    return (secret ? secrets : this).replaced(scope, at, value, rule, depth);
  }

  private String replaced(Scope scope, Location at, String value, String rule, int depth) {
    if (scope.echoes().hold(value)) {
      return scope.keeps(at, value, Why.ECHO);
    }
    boolean descends = mode == Mode.STRICT && !HarmlessValues.secret(at);
    if (descends && JsonSanitiser.looksLikeJson(value)) {
      return nested(scope, at, value, rule, depth);
    }
    Replacement replacement = replacement(scope, value, depth);
    if (replacement.text().equals(value)) {
      return scope.keeps(at, value, kept(value, replacement));
    }
    return replaces(scope, at, value, replacement, rule);
  }

  /** Why a value is what it would be replaced by. */
  private static String kept(String value, Replacement by) {
    if (by.kind().equals(UrlValues.KIND)) {
      return Why.PATH;
    }
    boolean chance = value.codePoints().anyMatch(Character::isLetterOrDigit);
    return chance ? Why.CHANCE : Why.NOTHING_TO_REPLACE;
  }

  private Replacement replacement(Scope scope, String value, int depth) {
    Replacement written = written(scope, value, depth);
    return written == null ? replacer.replace(value) : written;
  }

  /** Of a web token, a URL, or of text in another writing; null if it is none of them. */
  private @Nullable Replacement written(Scope scope, String value, int depth) {
    Replacement token = jwt.replace(value).orElse(null);
    if (token == null && urls != null && depth < MAX_NESTING) {
      token = urls.replacement(scope, value);
    }
    return token != null || depth >= MAX_NESTING
        ? token
        : encoded.replacement(
            scope,
            value,
            true,
            (alone, text) -> replace(alone, NOWHERE, text, Why.DENY, depth + 1));
  }

  private String nested(Scope scope, Location at, String value, String rule, int depth) {
    Mark mark = scope.mark();
    if (depth < MAX_NESTING) {
      var result = json.text(this, scope, at.text(), value, depth + 1);
      if (result.isPresent()) {
        return result.get();
      }
      scope.backTo(mark);
    }
    if (mode == Mode.DETECT) {
      return detected(scope, at, value, Why.UNRECOGNISED, MAX_NESTING);
    }
    return replaces(scope, at, value, replacer.replace(value), rule);
  }

  /** JSON in a string that may pass; null if it is none, or nothing in it is to be replaced. */
  private @Nullable String inside(Scope scope, Location at, String value, int depth) {
    Mark mark = scope.mark();
    if (depth < MAX_NESTING) {
      var result = json.text(inside, scope, at.text(), value, depth + 1);
      if (result.isPresent() && scope.mark().leaves() > mark.leaves()) {
        return result.get();
      }
    }
    scope.backTo(mark);
    return null;
  }

  private static boolean whole(List<Find> finds, String value) {
    Find first = finds.getFirst();
    return first.start() == 0 && first.end() == value.length();
  }
}
