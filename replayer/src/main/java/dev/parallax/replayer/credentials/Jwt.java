package dev.parallax.replayer.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signed token (RFC 7519) as it is written, its signature left out.
 *
 * @param header JSON
 * @param claims JSON
 */
record Jwt(String header, String claims) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)\\.[A-Za-z0-9_-]*");

  /** RFC 7519, section 4.1, and OpenID Connect Core, section 2: seconds since 1970. */
  private static final Set<String> TIMES = Set.of("exp", "iat", "nbf", "auth_time");

  /** RFC 7515, section 4.1: which key signed it, and how. */
  private static final Set<String> OF_KEY =
      Set.of("alg", "jku", "jwk", "kid", "x5c", "x5t", "x5t#S256", "x5u");

  /** Empty if it is none. */
  static Optional<Jwt> parse(String token) {
    Matcher matcher = FORM.matcher(token);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      String header = new String(Base64.getUrlDecoder().decode(matcher.group(1)), UTF_8);
      String claims = new String(Base64.getUrlDecoder().decode(matcher.group(2)), UTF_8);
      return header.startsWith("{") && claims.startsWith("{")
          ? Optional.of(new Jwt(header, claims))
          : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** When it expires; empty if it does not say. */
  Optional<Instant> expires() {
    OptionalLong[] found = {OptionalLong.empty()};
    try {
      var _ =
          copied(
              claims,
              (name, parser, out) -> {
                if (name.equals("exp") && parser.currentToken().isNumeric()) {
                  found[0] = OptionalLong.of(parser.getLongValue());
                }
                return false;
              },
              out -> {});
    } catch (IOException malformed) {
      return Optional.empty();
    }
    return found[0].isPresent() ? Optional.of(instant(found[0].getAsLong())) : Optional.empty();
  }

  /** Some say "never" by a number that is no time. */
  private static Instant instant(long seconds) {
    return seconds > Instant.MAX.getEpochSecond()
        ? Instant.MAX
        : Instant.ofEpochSecond(Math.max(0, seconds));
  }

  /**
   * What is to be signed of it: the same claims, with their times so much later.
   *
   * @param algorithm as RFC 7518 names it
   * @param keyId empty for none
   * @throws IOException if it is no JSON
   */
  String unsigned(String algorithm, String keyId, long laterSeconds) throws IOException {
    String head =
        copied(
            header,
            (name, parser, out) -> OF_KEY.contains(name),
            out -> {
              out.writeStringField("alg", algorithm);
              if (!keyId.isEmpty()) {
                out.writeStringField("kid", keyId);
              }
            });
    String body =
        copied(
            claims,
            (name, parser, out) -> {
              if (!TIMES.contains(name) || !parser.currentToken().isNumeric()) {
                return false;
              }
              out.writeNumberField(name, parser.getLongValue() + laterSeconds);
              return true;
            },
            out -> {});
    return encoded(head.getBytes(UTF_8)) + '.' + encoded(body.getBytes(UTF_8));
  }

  static String encoded(byte[] content) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(content);
  }

  private interface Field {
    /** Whether it is taken care of. */
    boolean write(String name, JsonParser parser, JsonGenerator out) throws IOException;
  }

  private interface Beginning {
    void write(JsonGenerator out) throws IOException;
  }

  private static String copied(String json, Field field, Beginning first) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonParser parser = JSON.createParser(json);
        JsonGenerator out = JSON.createGenerator(text)) {
      parser.nextToken();
      out.writeStartObject();
      first.write(out);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (field.write(name, parser, out)) {
          parser.skipChildren();
        } else {
          out.writeFieldName(name);
          out.copyCurrentStructureExact(parser);
        }
      }
      out.writeEndObject();
    }
    return text.toString();
  }
}
