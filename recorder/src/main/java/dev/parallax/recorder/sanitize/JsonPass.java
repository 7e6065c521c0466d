package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.JsonNames.Name;
import dev.parallax.recorder.sanitize.JsonValues.Fate;
import dev.parallax.recorder.sanitize.detect.Kind;
import java.nio.charset.StandardCharsets;

/**
 * Sanitises plain JSON in one pass over its bytes: what {@link JsonWalk} does of any document, for
 * those in UTF-8 that are recorded whole, and without making anything of values, names and places
 * that are known. Plain is an object or a list, well-formed, not deep, without half characters.
 * Whatever else comes is a {@link JsonOddity}, and left to the walk: this one decides nothing about
 * it, and says nothing of what is malformed.
 *
 * <p>Keeps its buffers and the places that it met. Confined to one thread at a time.
 */
final class JsonPass {

  private static final int MAX_DEPTH = 64;
  private static final int MAX_NAME_BYTES = 128;
  private static final int MAX_NUMBER_BYTES = 64;

  private static final long FOUR = 0xffff_ffffL;
  private static final long FIVE = 0xff_ffff_ffffL;

  private static final Scope NOBODY = Scope.of("", new Leaves());

  private final ValueSanitiser values;
  private final JsonNames names;
  private final JsonValues known;
  private final boolean detect;

  /** Whether a name that says so makes a value a secret. */
  private final boolean secrets;

  private final JsonBuffer in = new JsonBuffer();
  private final JsonBuffer out = new JsonBuffer();
  private final JsonBuffer unescaped = new JsonBuffer();
  private final JsonLeaves leaves = new JsonLeaves();
  private Scope scope = NOBODY;

  /** As the scope, but for its leaves: those of the value at hand. */
  private Scope alone = NOBODY;

  private byte[] bytes = {};
  private int at;

  /** The string that was read last, without quotes and escapes. */
  private byte[] text = {};

  private int from;
  private int to;
  private int hash;

  JsonPass(ValueSanitiser values, JsonNames names, JsonValues known) {
    this.values = values;
    this.names = names;
    this.known = known;
    detect = values.mode() == Mode.DETECT;
    secrets = values.finder().looksFor(Kind.SECRET);
  }

  /**
   * A whole document.
   *
   * @param root where the document stands
   */
  byte[] body(Scope of, JsonPlace root, byte[] content) throws JsonOddity {
    scope = of;
    alone = Scope.of(of.side(), new Leaves());
    leaves.begin();
    in.clear();
    in.add(content);
    in.pad();
    bytes = in.bytes();
    out.clear();
    at = 0;
    byte first = next();
    if (first != '{' && first != '[') {
      throw new JsonOddity();
    }
    value(root, first, 0);
    while (at < in.length()) {
      if (!blank(bytes[at++])) {
        throw new JsonOddity();
      }
    }
    leaves.end(of.leaves());
    return out.toBytes();
  }

  /** Lets go of a document that it left. */
  void forget() {
    leaves.begin();
  }

  private void value(JsonPlace place, byte first, int depth) throws JsonOddity {
    switch (first) {
      case '"' -> string(place);
      case '{' -> object(place, depth + 1);
      case '[' -> array(place, depth + 1);
      case 't' -> literal(place, JsonScan.TRUE, FOUR, 4);
      case 'n' -> literal(place, JsonScan.NULL, FOUR, 4);
      case 'f' -> literal(place, JsonScan.FALSE, FIVE, 5);
      default -> number(place, first);
    }
  }

  private void object(JsonPlace place, int depth) throws JsonOddity {
    begin(place, (byte) '{', depth);
    byte next = next();
    while (next != '}') {
      if (next != '"') {
        throw new JsonOddity();
      }
      Name name = name(place);
      if (next() != ':') {
        throw new JsonOddity();
      }
      out.add(name.json());
      value(place.member(name), next(), depth);
      next = next();
      if (next == ',') {
        out.add((byte) ',');
        next = next();
        if (next == '}') {
          throw new JsonOddity();
        }
      } else if (next != '}') {
        throw new JsonOddity();
      }
    }
    out.add((byte) '}');
  }

  private void array(JsonPlace place, int depth) throws JsonOddity {
    begin(place, (byte) '[', depth);
    leaves.beginList();
    byte next = next();
    while (next != ']') {
      leaves.item();
      value(place.item(), next, depth);
      next = next();
      if (next == ',') {
        out.add((byte) ',');
        next = next();
        if (next == ']') {
          throw new JsonOddity();
        }
      } else if (next != ']') {
        throw new JsonOddity();
      }
    }
    leaves.endList();
    out.add((byte) ']');
  }

  private void begin(JsonPlace place, byte bracket, int depth) throws JsonOddity {
    if (depth > MAX_DEPTH) {
      throw new JsonOddity();
    }
    leaves.passes(place);
    out.add(bracket);
  }

  /** What comes behind it, the one that called looks at. */
  private void literal(JsonPlace place, long word, long mask, int length) throws JsonOddity {
    if ((JsonScan.word(bytes, at - 1) & mask) != word) {
      throw new JsonOddity();
    }
    leaves.passes(place);
    out.add(bytes, at - 1, at - 1 + length);
    at += length - 1;
  }

  /** Most objects of one place have the same names in the same order. */
  private Name name(JsonPlace place) throws JsonOddity {
    Name expected = place.expected();
    if (expected != null && expected.isAt(bytes, at)) {
      at += expected.length() + 1;
      return expected;
    }
    read();
    if (to - from > MAX_NAME_BYTES) {
      throw new JsonOddity();
    }
    return names.get(scope, hash, text, from, to);
  }

  private void string(JsonPlace place) throws JsonOddity {
    read();
    boolean passes =
        from == to || (!detect && !place.secret() && JsonScan.harmless(text, from, to));
    if (passes) {
      leaves.passes(place);
      out.add((byte) '"');
      out.add(text, from, to);
      out.add((byte) '"');
      return;
    }
    boolean deny = detect ? secrets && place.secret() : !place.clear();
    boolean named = !deny && place.named();
    boolean walked =
        named
            || (!detect && place.secret())
            || (!(deny && detect) && JsonScan.looksLikeJson(text, from, to))
            || (place.query() && JsonScan.holds(text, from, to, (byte) '{'));
    if (walked) {
      String value = JsonText.decode(text, from, to);
      Location location = leaves.location(place);
      out.add(JsonText.quoted(values.leaf(alone, location, value, 0)));
      decided(place, location);
      return;
    }
    fate(place, known.string(deny, hash, text, from, to));
  }

  /** Reads a string up to behind its closing quote. */
  private void read() throws JsonOddity {
    text = bytes;
    from = at;
    long mixed = 0;
    long word = JsonScan.word(bytes, at);
    long special = JsonScan.special(word);
    while (special == 0) {
      mixed = JsonScan.mix(mixed, word);
      at += Long.BYTES;
      word = JsonScan.word(bytes, at);
      special = JsonScan.special(word);
    }
    int before = Long.numberOfTrailingZeros(special) >>> 3;
    to = at + before;
    if (bytes[to] == '"') {
      at = to + 1;
      hash = JsonScan.last(mixed, word, before);
    } else if (bytes[to] == '\\') {
      at = JsonEscapes.decode(bytes, from, unescaped);
      text = unescaped.bytes();
      from = 0;
      to = unescaped.length();
      hash = JsonScan.hash(text, from, to);
    } else {
      throw new JsonOddity();
    }
  }

  private void number(JsonPlace place, byte first) throws JsonOddity {
    int start = at - 1;
    int whole = first == '-' ? at : start;
    int digits = JsonScan.digitsEnd(bytes, whole) - whole;
    if (digits == 0 || (digits > 1 && bytes[whole] == '0')) {
      throw new JsonOddity();
    }
    int end = exponentEnd(fractionEnd(whole + digits));
    at = end;
    if (end - start > MAX_NUMBER_BYTES) {
      throw new JsonOddity();
    }
    if (!place.secret() && end == whole + digits && digits <= HarmlessValues.MAX_DIGITS) {
      leaves.passes(place);
      out.add(bytes, start, end);
    } else {
      boolean deny = detect ? secrets && place.secret() : !place.clear();
      if (!deny && place.named()) {
        String value = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        Location location = leaves.location(place);
        String number = values.number(alone, location, value);
        out.add(number.getBytes(StandardCharsets.ISO_8859_1));
        decided(place, location);
        return;
      }
      fate(place, known.number(deny, JsonScan.hash(bytes, start, end), bytes, start, end));
    }
  }

  /** Takes what was said of a value that was looked at by itself. */
  private void decided(JsonPlace place, Location location) throws JsonOddity {
    try {
      leaves.decided(place, alone, location, scope.leaves());
    } catch (JsonTooMuchException leftToTheWalk) {
      throw new JsonOddity();
    }
  }

  private int fractionEnd(int from) throws JsonOddity {
    return bytes[from] == '.' ? someDigitsEnd(from + 1) : from;
  }

  private int exponentEnd(int from) throws JsonOddity {
    if (bytes[from] != 'e' && bytes[from] != 'E') {
      return from;
    }
    boolean signed = bytes[from + 1] == '+' || bytes[from + 1] == '-';
    return someDigitsEnd(signed ? from + 2 : from + 1);
  }

  private int someDigitsEnd(int from) throws JsonOddity {
    int end = JsonScan.digitsEnd(bytes, from);
    if (end == from) {
      throw new JsonOddity();
    }
    return end;
  }

  private void fate(JsonPlace place, Fate fate) throws JsonOddity {
    out.add(fate.json());
    String kind = fate.kind();
    if (kind == null) {
      leaves.passes(place);
      return;
    }
    try {
      Kind tells = fate.personal() ? null : place.nameTells();
      leaves.replaced(place, tells == null ? kind : tells.word(), fate.injective());
    } catch (JsonTooMuchException leftToTheWalk) {
      throw new JsonOddity();
    }
  }

  /** The next byte that is not blank. */
  private byte next() throws JsonOddity {
    byte next = bytes[at++];
    while (next <= ' ') {
      if (!blank(next)) {
        throw new JsonOddity();
      }
      next = bytes[at++];
    }
    return next;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
