package dev.parallax.bench.leak.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** How a value's text is written, before it is put in its place. */
public enum Form {
  PLAIN("plain", false, text -> text),
  PERCENT("percent", true, text -> bytes(text, "%%%02X"::formatted)),
  PERCENT_TWICE("percent twice", true, text -> bytes(text, "%%25%02x"::formatted)),
  PERCENT_PART("percent, every other", true, text -> bytes(text, Form::everyOther)),
  JSON_ESCAPES("JSON escapes", true, text -> units(text, "\\u%04x"::formatted)),
  ENTITIES("HTML entities", true, text -> units(text, "&#%d;"::formatted)),
  ENTITIES_HEX("HTML entities, hex", true, text -> units(text, "&#x%X;"::formatted)),
  BASE64("base64", false, text -> Base64.getEncoder().encodeToString(text.getBytes(UTF_8))),
  BASE64_URL(
      "base64 for URLs",
      false,
      text -> Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8))),
  BASE64_WITHIN(
      "base64 of more",
      false,
      text -> Base64.getEncoder().encodeToString(("{\"to\":\"" + text + "\"}").getBytes(UTF_8))),
  HEX("hex", false, text -> HexFormat.of().formatHex(text.getBytes(UTF_8))),
  QUOTED_PRINTABLE("quoted-printable", false, text -> bytes(text, "=%02X"::formatted)),
  FULL_WIDTH("full-width digits", false, text -> units(text, c -> digit(c, 0xff10))),
  ARABIC_INDIC("Arabic-Indic digits", false, text -> units(text, c -> digit(c, 0x660))),
  ZERO_WIDTH(
      "zero-width spaces", false, text -> units(text, c -> Character.toString(c) + '\u200b')),
  SOFT_HYPHENS("soft hyphens", false, text -> units(text, c -> Character.toString(c) + '\u00ad')),
  SENTENCE("in a sentence", false, text -> "Ticket from " + text + ", please answer"),
  QUOTED("in quotes and brackets", false, text -> "<(\"" + text + "\")>"),
  GLUED("glued to words", false, text -> "user_" + text + "_end");

  private final String words;
  private final boolean escaped;

  /** One of the lambdas above, which hold nothing. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final UnaryOperator<String> writer;

  Form(String words, boolean escaped, UnaryOperator<String> writer) {
    this.words = words;
    this.escaped = escaped;
    this.writer = writer;
  }

  String of(String text) {
    return writer.apply(text);
  }

  /** Written as its place wants it, which must not escape it again. */
  boolean isEscaped() {
    return escaped;
  }

  @Override
  public String toString() {
    return words;
  }

  private static String everyOther(int b) {
    return b % 2 == 1 && b < 0x80 && Character.isLetterOrDigit(b)
        ? Character.toString(b)
        : "%%%02x".formatted(b);
  }

  private static String bytes(String text, IntFunction<String> each) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      out.append(each.apply(b & 0xff));
    }
    return out.toString();
  }

  private static String digit(int unit, int zero) {
    return Character.toString(unit >= '0' && unit <= '9' ? unit - '0' + zero : unit);
  }

  private static String units(String text, IntFunction<String> each) {
    return text.chars().mapToObj(each).collect(Collectors.joining());
  }
}
