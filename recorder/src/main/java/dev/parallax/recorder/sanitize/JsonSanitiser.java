package dev.parallax.recorder.sanitize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallax.recorder.sanitize.JsonWalk.Kept;
import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.TooMuch;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sanitises JSON token by token, without a tree. Order, repeated names, types and the form of
 * numbers stay; blanks do not.
 *
 * <p>Bounded by the parser: 1000 levels, 1000 digits a number.
 */
final class JsonSanitiser {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** Where a body's root is, see {@link #body}. */
  static final String BODY = "body ";

  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final PlainJson plain;

  JsonSanitiser(ValueSanitiser values, NameSanitiser names) {
    this.values = values;
    this.names = names;
    this.plain = new PlainJson(values, names);
  }

  /** Whether a string might be an object or a list. */
  static boolean looksLikeJson(String value) {
    int first = 0;
    int last = value.length() - 1;
    while (first < last && value.charAt(first) <= ' ') {
      first++;
    }
    while (last > first && value.charAt(last) <= ' ') {
      last--;
    }
    return first < last
        && ((value.charAt(first) == '{' && value.charAt(last) == '}')
            || (value.charAt(first) == '[' && value.charAt(last) == ']'));
  }

  /**
   * A whole body, in UTF-8, UTF-16 or UTF-32.
   *
   * @param base the location of the root: {@code body }, with a blank at its end
   * @param truncated whether the content ends early: then a prefix is no error
   */
  SanitisedContent body(Scope scope, String base, byte[] content, boolean truncated) {
    if (!truncated && base.equals(BODY)) {
      byte[] whole = plain.body(scope, content);
      if (whole != null) {
        return new Whole(whole);
      }
    }
    return walked(scope, base, content, truncated);
  }

  /** As {@link #body}, of any document, and by the parser. */
  SanitisedContent walked(Scope scope, String base, byte[] content, boolean truncated) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 16);
    try (JsonParser parser = FACTORY.createParser(content)) {
      JsonWalk walk = new JsonWalk(values, names, scope, base, 0, Kept.NOTHING);
      try (JsonGenerator generator = FACTORY.createGenerator(out)) {
        if (truncated) {
          walk.prefix(parser, generator, content.length);
        } else {
          walk.whole(parser, generator);
        }
      }
      return truncated
          ? new Prefix(out.toByteArray(), walk.items(), walk.itemsEnd())
          : new Whole(out.toByteArray());
    } catch (JsonTooMuchException tooMuch) {
      return new TooMuch();
    } catch (IOException malformed) {
      return new Malformed();
    }
  }

  /**
   * JSON in a string; empty if it is none.
   *
   * @param by decides about the values within
   * @param base the location of the string
   */
  Optional<String> text(ValueSanitiser by, Scope scope, String base, String content, int depth) {
    return walk(by, scope, base, content, depth, Kept.NOTHING);
  }

  /**
   * The message at hand; null if it is no JSON, of which nothing is told then.
   *
   * @throws JsonTooMuchException if more was replaced than can be told
   */
  @Nullable String document(MessageList messages, String content) throws JsonTooMuchException {
    if (!wellFormed(content)) {
      return null;
    }
    StringWriter out = new StringWriter(content.length() + 16);
    try (JsonParser parser = FACTORY.createParser(content)) {
      try (JsonGenerator generator = FACTORY.createGenerator(out)) {
        new JsonWalk(values, names, messages).document(parser, generator);
      }
      return out.toString();
    } catch (JsonTooMuchException tooMuch) {
      throw tooMuch;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Whether this is one JSON value to its end, as a walk reads it. */
  private static boolean wellFormed(String content) {
    try (JsonParser parser = FACTORY.createParser(content)) {
      int depth = 0;
      do {
        JsonToken token = parser.nextToken();
        if (token == null) {
          return false;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        // What is skipped unread is not looked at in full.
        var _ = parser.getText();
      } while (depth > 0);
      return parser.nextToken() == null;
    } catch (IOException malformed) {
      return false;
    }
  }

  /** The header of a web token: algorithm and types stay. */
  Optional<String> tokenHeader(String content) {
    return walk(values, Scope.of("jwt", new Leaves()), "", content, 1, Kept.TOKEN_HEADER);
  }

  /** The claims of a web token: its times stay. */
  Optional<String> tokenClaims(String content) {
    return walk(values, Scope.of("jwt", new Leaves()), "", content, 1, Kept.TOKEN_CLAIMS);
  }

  private Optional<String> walk(
      ValueSanitiser by, Scope scope, String base, String content, int depth, Kept kept) {
    StringWriter out = new StringWriter(content.length() + 16);
    try (JsonParser parser = FACTORY.createParser(content)) {
      try (JsonGenerator generator = FACTORY.createGenerator(out)) {
        new JsonWalk(by, names, scope, base, depth, kept).whole(parser, generator);
      }
      return Optional.of(out.toString());
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }
}
