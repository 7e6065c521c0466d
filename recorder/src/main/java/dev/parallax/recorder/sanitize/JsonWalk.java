package dev.parallax.recorder.sanitize;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass through one JSON document. Confined to one thread. */
final class JsonWalk {

  /** What of a document stays at its top level, since it says nothing of anybody. */
  enum Kept {
    NOTHING,
    /** Of a web token's header: algorithm and types. */
    TOKEN_HEADER,
    /** Of a web token's claims: its times. */
    TOKEN_CLAIMS
  }

  private static final Set<String> KEPT_TIMES = Set.of("exp", "iat", "nbf");
  private static final Set<String> KEPT_WORDS = Set.of("alg", "typ", "cty");
  private static final int MAX_WORD = 24;

  /** The years 2000 to 2100, in seconds. */
  private static final long MIN_SECONDS = 946_684_800L;

  private static final long MAX_SECONDS = 4_102_444_800L;

  /** A list at the root, or in an object at the root. */
  private static final int MAX_LIST_DEPTH = 2;

  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final Scope scope;
  private final JsonLeaves leaves;
  private final Pointer pointer;

  /** As the scope, but for its leaves: those of the value at hand. */
  private final Scope alone;

  private final int nesting;
  private final Kept kept;

  /** A name is written with its value, so that a cut between them leaves neither. */
  private @Nullable String pendingName;

  private int listDepth;
  private long items;
  private long itemsEnd;

  /**
   * @param base the location of the document's root, without the side
   * @param nesting how many strings the document stands in, one in the other
   */
  JsonWalk(
      ValueSanitiser values,
      NameSanitiser names,
      Scope scope,
      String base,
      int nesting,
      Kept kept) {
    this.values = values;
    this.names = names;
    this.scope = scope;
    leaves = new JsonLeaves();
    JsonPlace.Tree places = new JsonPlace.Tree(scope.side(), Clear.NOTHING);
    pointer = new Pointer(JsonPlace.root(places, base), leaves);
    alone = scope.alone();
    this.nesting = nesting;
    this.kept = kept;
  }

  /** Of the message at hand. */
  JsonWalk(ValueSanitiser values, NameSanitiser names, MessageList messages) {
    this.values = values;
    this.names = names;
    scope = messages.scope();
    leaves = messages.leaves();
    pointer = new Pointer(messages.message(), leaves);
    alone = messages.alone();
    nesting = 0;
    kept = Kept.NOTHING;
  }

  /**
   * @throws IOException if this is not exactly one JSON value
   */
  void whole(JsonParser parser, JsonGenerator generator) throws IOException {
    document(parser, generator);
    leaves.end(scope.leaves());
  }

  /** As {@link #whole}, but that the leaves are not written yet. */
  void document(JsonParser parser, JsonGenerator generator) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new JsonParseException(parser, "no value");
    }
    for (; token != null; token = parser.nextToken()) {
      write(parser, token, generator);
      boolean next = pointer.depth() == 0 && parser.nextToken() != null;
      if (next) {
        throw new JsonParseException(parser, "more than one value");
      }
      if (pointer.depth() == 0) {
        return;
      }
    }
  }

  /**
   * Writes up to the last token that surely is whole.
   *
   * @throws IOException if what is there is malformed before its end
   */
  void prefix(JsonParser parser, JsonGenerator generator, long inputBytes) throws IOException {
    begun(parser, generator, inputBytes);
    leaves.end(scope.leaves());
  }

  private void begun(JsonParser parser, JsonGenerator generator, long inputBytes)
      throws IOException {
    try {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean mayGoOn =
            token.isNumeric() && parser.currentLocation().getByteOffset() >= inputBytes;
        if (mayGoOn) {
          return;
        }
        write(parser, token, generator);
        countItems(parser);
      }
    } catch (JsonEOFException cut) {
      return;
    } catch (JsonParseException broken) {
      if (parser.currentLocation().getByteOffset() < inputBytes - 1) {
        throw broken;
      }
    }
  }

  /** Finished items of the outermost list near the root that is still open. */
  long items() {
    return items;
  }

  long itemsEnd() {
    return itemsEnd;
  }

  private void countItems(JsonParser parser) {
    int depth = pointer.depth();
    if (listDepth == 0 && depth <= MAX_LIST_DEPTH && pointer.inArray()) {
      listDepth = depth;
    } else if (listDepth > 0 && depth < listDepth) {
      listDepth = 0;
      items = 0;
    } else if (listDepth > 0 && depth == listDepth) {
      items = pointer.items();
      itemsEnd = parser.currentLocation().getByteOffset();
    }
  }

  private void write(JsonParser parser, JsonToken token, JsonGenerator generator)
      throws IOException {
    switch (token) {
      case FIELD_NAME -> {
        pendingName = names.name(scope, parser.currentName());
        pointer.name(pendingName);
        if (scope.explanation() != null && !pendingName.equals(parser.currentName())) {
          scope.renames(pointer.location(), parser.currentName(), pendingName);
        }
      }
      case END_OBJECT -> {
        pointer.end();
        generator.writeEndObject();
      }
      case END_ARRAY -> {
        pointer.end();
        generator.writeEndArray();
      }
      default -> {
        // Read before anything is written: here a cut shows.
        String text = token.isScalarValue() ? parser.getText() : "";
        pointer.value();
        if (pendingName != null) {
          generator.writeFieldName(pendingName);
          pendingName = null;
        }
        value(token, text, generator);
      }
    }
  }

  private void value(JsonToken token, String text, JsonGenerator generator) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      generator.writeString(string(text));
      return;
    }
    if (token.isNumeric()) {
      generator.writeNumber(number(text));
      return;
    }
    leaves.passes(pointer.place());
    switch (token) {
      case START_OBJECT -> {
        pointer.beginObject();
        generator.writeStartObject();
      }
      case START_ARRAY -> {
        pointer.beginArray();
        generator.writeStartArray();
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        keeps(token, Why.BOOLEAN);
        generator.writeBoolean(token == JsonToken.VALUE_TRUE);
      }
      case VALUE_NULL -> {
        keeps(token, Why.NULL);
        generator.writeNull();
      }
      default -> throw new IllegalStateException("token " + token.name());
    }
  }

  private void keeps(JsonToken literal, String rule) {
    if (scope.explanation() != null) {
      var _ = scope.keeps(pointer.location(), literal.asString(), rule);
    }
  }

  private String string(String text) throws JsonTooMuchException {
    Location at = pointer.location();
    boolean stays =
        keeps(Kept.TOKEN_HEADER, KEPT_WORDS, at)
            && text.length() <= MAX_WORD
            && NameSanitiser.identifier(text);
    if (stays) {
      return decided(at, text);
    }
    return decided(
        at,
        kept == Kept.TOKEN_CLAIMS
            ? values.claim(alone, at, text, nesting)
            : values.leaf(alone, at, text, nesting));
  }

  private String number(String text) throws JsonTooMuchException {
    Location at = pointer.location();
    boolean stays = keeps(Kept.TOKEN_CLAIMS, KEPT_TIMES, at) && time(text);
    if (stays) {
      return decided(at, text);
    }
    return decided(
        at,
        kept == Kept.TOKEN_CLAIMS ? values.claim(alone, at, text) : values.number(alone, at, text));
  }

  private String decided(Location at, String text) throws JsonTooMuchException {
    leaves.decided(pointer.place(), alone, at, scope.leaves());
    return text;
  }

  private boolean keeps(Kept part, Set<String> members, Location at) {
    return kept == part
        && pointer.depth() == 1
        && !pointer.inArray()
        && members.contains(at.name());
  }

  /** Seconds or milliseconds of our days. */
  private static boolean time(String number) {
    int digits = number.length();
    if (digits > 13 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    long seconds = Long.parseLong(number) / (digits > 10 ? 1000 : 1);
    return seconds >= MIN_SECONDS && seconds < MAX_SECONDS;
  }
}
