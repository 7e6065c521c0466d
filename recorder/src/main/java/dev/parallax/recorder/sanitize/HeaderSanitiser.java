package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Header;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.sanitize.Scope.Mark;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Gibberish;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Header lines, one by one: order, repeats and the case of names stay. */
final class HeaderSanitiser {

  private static final int MAX_PROTOCOL_WORDS = 4096;
  private static final int MAX_NUMBER = 64;
  private static final int MAX_DIGIT_RUN = 6;
  private static final int MAX_COUNT = 12;

  /**
   * {@code 1234}, {@code 500m} (a timeout of gRPC), {@code bytes=0-1023, -500}, {@code bytes
   * 0-1023/4096}.
   */
  private static final Pattern NUMBER =
      Pattern.compile(
          """
          \\d{1,12}\
          |\\d{1,8}[HMSmun]\
          |bytes=\\d{0,12}-\\d{0,12}(, ?\\d{0,12}-\\d{0,12})*+\
          |bytes (\\d{1,12}-\\d{1,12}|\\*)/(\\d{1,12}|\\*)""");

  /** What {@code grpc-message} may hold unescaped, besides letters and digits. */
  private static final String GRPC_UNESCAPED = " !\"#$&'()*+,/:;<=>?@[\\]^`{|}";

  /** Stands for a value that could not be sanitised. */
  private static final String UNREADABLE = "unreadable";

  private final Mode mode;
  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final TargetSanitiser targets;
  private final AuthoritySanitiser authorities;
  private final MediaTypes types;
  private final CookieSanitiser cookies;
  private final CredentialSanitiser credentials;
  private final WhileWordsPass<Map<String, HeaderLines>> lines;

  HeaderSanitiser(
      Mode mode,
      ValueSanitiser values,
      NameSanitiser names,
      TargetSanitiser targets,
      AuthoritySanitiser authorities,
      MediaTypes types,
      LearnedWords learned) {
    this.lines =
        new WhileWordsPass<>(
            learned,
            () ->
                Map.of(
                    "request header", new HeaderLines(),
                    "response header", new HeaderLines()));
    this.mode = mode;
    this.values = values;
    this.names = names;
    this.targets = targets;
    this.authorities = authorities;
    this.types = types;
    this.cookies = new CookieSanitiser(values, names, targets);
    this.credentials = new CredentialSanitiser(values);
  }

  /**
   * @param place "header" or "trailer"
   */
  List<Header> all(Scope scope, String place, List<RawHeader> headers) {
    HeaderLines known = scope.repeats() ? lines.get().get(scope.side() + ' ' + place) : null;
    List<Header> out = new ArrayList<>(headers.size());
    for (RawHeader header : headers) {
      out.add(known == null ? line(scope, place, header) : known(known, scope, place, header));
    }
    return out;
  }

  private Header known(HeaderLines known, Scope scope, String place, RawHeader header) {
    HeaderLines.Line line = known.find(header);
    if (line == null) {
      Scope alone = Scope.of(scope.side(), new Leaves());
      line = new HeaderLines.Line(line(alone, place, header), alone.leaves().all());
      known.put(header, line);
    }
    scope.leaves().addAll(line.leaves());
    return line.header();
  }

  private Header line(Scope scope, String place, RawHeader header) {
    String name = names.token(scope, header.name());
    String lower = name.toLowerCase(Locale.ROOT);
    Location at = new Location(place + ' ' + lower, lower);
    if (!name.equals(header.name())) {
      scope.renames(at, header.name(), name);
    }
    return Header.newBuilder().setName(name).setValue(guarded(scope, at, header)).build();
  }

  private String guarded(Scope scope, Location at, RawHeader header) {
    Mark mark = scope.mark();
    try {
      String value = value(scope, at, header);
      // Replayed, a line end would begin another header.
      if (value.indexOf('\r') < 0 && value.indexOf('\n') < 0 && value.indexOf(0) < 0) {
        return value;
      }
    } catch (RuntimeException hostile) {
      // Nothing is said of it: its message might quote the value.
    }
    scope.backTo(mark);
    return scope.reduces(at, header.value(), UNREADABLE, UNREADABLE, Why.UNREADABLE);
  }

  private String value(Scope scope, Location at, RawHeader header) {
    String value = header.value();
    return switch (HeaderRule.of(header.name())) {
      case PROTOCOL -> protocol(scope, at, value);
      case NUMBER ->
          number(value) ? scope.keeps(at, value, Why.HEADER) : values.opaque(scope, at, value);
      case DATE ->
          HttpDates.is(value) || HarmlessValues.smallInteger(value)
              ? scope.keeps(at, value, Why.HEADER)
              : values.opaque(scope, at, value);
      case CONTENT_TYPE -> contentType(scope, at, value);
      case DISPOSITION -> disposition(scope, at, value);
      case AUTHORITY -> authorities.authority(scope, at, value);
      case URL ->
          value.equals("*")
              ? scope.keeps(at, value, Why.HEADER)
              : targets.url(scope, at.text() + ' ', value);
      case USER_AGENT ->
          mode == Mode.DETECT && !tellsSomebody(value)
              ? scope.keeps(at, value, Why.UNRECOGNISED)
              : userAgent(scope, at, value);
      case CREDENTIALS -> credentials.credentials(scope, at, value);
      case GRPC_MESSAGE -> grpcMessage(scope, at, value);
      case COOKIE -> cookies.cookie(scope, at, value);
      case SET_COOKIE -> cookies.setCookie(scope, at, value);
      case UNKNOWN -> unknown(scope, at, value);
    };
  }

  /** What is not ASCII came as the bytes that it is, and is mostly text in UTF-8. */
  private String unknown(Scope scope, Location at, String value) {
    String text = Utf8Bytes.text(value);
    return text == null
        ? values.opaque(scope, at, value)
        : Utf8Bytes.of(values.opaque(scope, at, text));
  }

  /** Versions of four parts, which are all over it, are no addresses. */
  private boolean tellsSomebody(String userAgent) {
    return values.finder().in(userAgent).stream().anyMatch(find -> find.kind() != Kind.IP);
  }

  private String grpcMessage(Scope scope, Location at, String value) {
    String text = Percent.decode(value);
    return text == null
        ? values.opaque(scope, at, value)
        : Percent.encode(values.opaque(scope, at, text), GRPC_UNESCAPED);
  }

  /** Passes, but for words among it that are nobody's words. */
  private String protocol(Scope scope, Location at, String value) {
    if (value.length() <= MAX_PROTOCOL_WORDS && clean(value)) {
      return scope.keeps(at, value, Why.HEADER);
    }
    StringBuilder out = new StringBuilder(value.length());
    int start = 0;
    for (int i = 0; i <= value.length(); i++) {
      if (i == value.length() || " ,;=\"'".indexOf(value.charAt(i)) >= 0) {
        String word = value.substring(start, i);
        out.append(clean(word) ? word : values.opaque(scope, at, word));
        if (i < value.length()) {
          out.append(value.charAt(i));
        }
        start = i + 1;
      }
    }
    String sanitised = out.toString();
    // What is recognised only across words, like a number with blanks in it.
    return clean(sanitised) || Finder.find(value).isEmpty()
        ? sanitised
        : values.replace(scope, at, value, Why.HEADER_DATA);
  }

  private static boolean clean(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits = c >= '0' && c <= '9' ? digits + 1 : 0;
      boolean visible = c == '\t' || (c >= ' ' && c <= '~');
      if (!visible || (digits > MAX_DIGIT_RUN && !text.contains("max-age"))) {
        return false;
      }
    }
    return !Gibberish.is(text) && Finder.find(text).isEmpty();
  }

  /**
   * A count, ranges of bytes, or a date, and no card number written as ranges. No number of bytes
   * or seconds is longer; ids and cards are.
   */
  private static boolean number(String value) {
    return count(value)
        || HttpDates.is(value)
        || (value.length() <= MAX_NUMBER
            && NUMBER.matcher(value).matches()
            && Finder.find(value).stream().noneMatch(find -> find.kind() == Kind.CARD));
  }

  /** Digits alone, fewer than any card has. */
  private static boolean count(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < '0' || value.charAt(i) > '9') {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= MAX_COUNT;
  }

  private String contentType(Scope scope, Location at, String value) {
    String kept = types.recorded(types.get(value));
    return kept.equals(value)
        ? scope.keeps(at, value, Why.HEADER)
        : scope.reduces(at, value, kept, "parameters", Why.HEADER_REDUCED);
  }

  /** The type stays, a file name is replaced as a whole. */
  private String disposition(Scope scope, Location at, String value) {
    int semicolon = value.indexOf(';');
    String type = semicolon < 0 ? value : value.substring(0, semicolon);
    String kept =
        switch (type.strip().toLowerCase(Locale.ROOT)) {
          case "attachment", "inline", "form-data" -> type;
          default -> values.opaque(scope, at, type);
        };
    if (semicolon >= 0) {
      return scope.reduces(at, value, kept.strip(), "parameters", Why.HEADER_REDUCED);
    }
    return kept.equals(type) ? scope.keeps(at, kept.strip(), Why.HEADER) : kept.strip();
  }

  private String userAgent(Scope scope, Location at, String value) {
    String family = UserAgents.family(value);
    if (family.equals(value)) {
      return scope.keeps(at, value, Why.HEADER);
    }
    return family.isEmpty()
        ? values.opaque(scope, at, value)
        : scope.reduces(at, value, family, "user-agent", Why.HEADER_REDUCED);
  }
}
