package dev.parallax.bench.leak.oracle;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.parallax.bench.leak.value.Entities;
import dev.parallax.bench.leak.value.Entity;
import dev.parallax.bench.leak.value.Secret;
import dev.parallax.bench.leak.value.Symbols;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is there is found, in each form, and nothing else is. */
class OracleTest {

  /** So many bytes are read at once. */
  private static final int CHUNK = 1 << 16;

  private static final Map<String, Function<String, byte[]>> FORMS = new LinkedHashMap<>();

  static {
    FORMS.put("plain", OracleTest::utf8);
    FORMS.put("upper case", text -> utf8(text.toUpperCase(Locale.ROOT)));
    FORMS.put("UTF-16, little end first", text -> text.getBytes(UTF_16LE));
    FORMS.put("UTF-16, big end first", text -> text.getBytes(UTF_16BE));
    FORMS.put("percent", text -> each(text, "%%%02X"));
    FORMS.put("percent twice", text -> each(text, "%%25%02X"));
    FORMS.put("quoted-printable", text -> each(text, "=%02X"));
    FORMS.put("JSON", text -> each(text, "\\u%04X"));
    FORMS.put("JSON in JSON", text -> each(text, "\\\\u%04X"));
    FORMS.put("HTML, decimal", text -> each(text, "&#%d;"));
    FORMS.put("HTML, hexadecimal", text -> each(text, "&#x%x;"));
    FORMS.put("hex", text -> utf8(HexFormat.of().formatHex(utf8(text))));
    FORMS.put("hex behind an odd symbol", text -> utf8('a' + HexFormat.of().formatHex(utf8(text))));
    FORMS.put("reversed", text -> utf8(new StringBuilder(text).reverse().toString()));
    FORMS.put("blanks between", text -> each(text, "%c "));
    FORMS.put("zero-width spaces between", text -> each(text, "%c\u200b"));
    FORMS.put("gzip", OracleTest::gzip);
    FORMS.put("zlib", OracleTest::zlib);
    FORMS.put("zstd", text -> Zstd.compress(utf8(text)));
    FORMS.put("gzip in base64", text -> Base64.getEncoder().encode(gzip(text)));
    for (int before = 0; before < 3; before++) {
      String lead = "?".repeat(before);
      FORMS.put(
          "base64 behind " + before, text -> Base64.getEncoder().encode(utf8(lead + text + "~~")));
      FORMS.put(
          "base64 for URLs behind " + before,
          text -> Base64.getUrlEncoder().encode(utf8(lead + text + "~~")));
    }
    for (String algorithm : new String[] {"MD5", "SHA-1", "SHA-256"}) {
      FORMS.put(algorithm, text -> utf8(HexFormat.of().formatHex(digest(algorithm, text))));
      FORMS.put(
          algorithm + ", base64", text -> Base64.getEncoder().encode(digest(algorithm, text)));
      FORMS.put(algorithm + ", bytes", text -> digest(algorithm, text));
    }
  }

  static Iterable<String> forms() {
    return FORMS.keySet();
  }

  @ParameterizedTest
  @MethodSource("forms")
  void findsASecretInEachFormWhereverItStands(String form) throws IOException {
    for (Entity entity : List.of(Entities.EMAIL, Entities.CARD, Entities.UUID, Entities.JWT)) {
      Secret secret = entity.next(new Symbols(1));
      Oracle oracle = new Oracle(List.of(secret));
      byte[] written = written(form, secret.texts().getFirst());
      oracle.stream("anywhere", new ByteArrayInputStream(around(written, CHUNK - 20)));
      assertThat(oracle.leaked().get(0)).as(entity.name()).isTrue();
      assertThat(oracle.evidence(0)).startsWith("anywhere,");
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void findsNothingInEachFormOfAnother(String form) throws IOException {
    for (Entity entity : Entities.byShape()) {
      Symbols symbols = new Symbols(2);
      Oracle oracle = new Oracle(List.of(entity.next(symbols)));
      String other = entity.next(symbols).texts().getFirst();
      oracle.record("its own", 0, around(written(form, other), 20), List.of());
      assertThat(oracle.leaked().isEmpty()).as(entity.name()).isTrue();
    }
  }

  @Test
  void findsEverySecretInItsOwnExchangeAsItIs() {
    for (Entity entity :
        Stream.of(Entities.byShape(), Entities.byKey(), Entities.byDenial(), Entities.heldOut())
            .flatMap(List::stream)
            .toList()) {
      Secret secret = entity.next(new Symbols(3));
      Oracle oracle = new Oracle(List.of(secret));
      oracle.record("its own", 0, utf8(String.join("\n", secret.texts())), List.of());
      assertThat(oracle.leaked().get(0)).as(entity.name()).isTrue();
    }
  }

  @Test
  void knowsEightDigitsOfACardInItsOwnExchangeAndSuspectsSix() {
    Secret card = Entities.CARD.next(new Symbols(4));
    String account = card.texts().getFirst().substring(6);

    assertThat(leaked(card, account.substring(1, 9))).isTrue();
    assertThat(leaked(card, account.substring(1, 7))).isFalse();
    Oracle oracle = new Oracle(List.of(card));
    oracle.record("its own", 0, utf8("<" + account.substring(1, 7) + ">"), List.of());
    assertThat(oracle.suspected().get(0)).isTrue();
    assertThat(leaked(card, card.texts().getFirst().substring(0, 6) + "0000000000")).isFalse();
  }

  @Test
  void takesThreeOfFewForALeakAndNotTwo() {
    Secret dates = Entities.IPV4.next(new Symbols(5));

    assertThat(leaked(dates, String.join(" ", dates.texts().subList(0, 2)))).isFalse();
    assertThat(leaked(dates, String.join(" ", dates.texts().subList(0, 3)))).isTrue();
  }

  @Test
  void findsNothingInRandomBytesAndWords() throws IOException {
    Symbols symbols = new Symbols(6);
    List<Secret> secrets =
        Stream.generate(() -> Entities.EMAIL.next(symbols)).limit(2_000).toList();
    Oracle oracle = new Oracle(secrets);
    byte[] bytes = HexFormat.of().parseHex(new Symbols(7).hex(1 << 19));
    oracle.stream("bytes", new ByteArrayInputStream(bytes));
    oracle.stream("hex", new ByteArrayInputStream(utf8(HexFormat.of().formatHex(bytes))));
    oracle.stream("tokens", new ByteArrayInputStream(utf8(new Symbols(8).token(1 << 18))));

    assertThat(oracle.leaked().isEmpty()).isTrue();
  }

  private static boolean leaked(Secret secret, String text) {
    Oracle oracle = new Oracle(List.of(secret));
    oracle.record("its own", 0, utf8("<" + text + ">"), List.of());
    return oracle.leaked().get(0);
  }

  private static byte[] written(String form, String text) {
    return Objects.requireNonNull(FORMS.get(form)).apply(text);
  }

  /** Between bytes that are none of a word. */
  private static byte[] around(byte[] written, int before) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(utf8("<>".repeat(before / 2)));
    out.writeBytes(written);
    out.writeBytes(utf8("<>".repeat(50)));
    return out.toByteArray();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return closed(out, () -> new GZIPOutputStream(out), text);
  }

  private static byte[] zlib(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return closed(out, () -> new DeflaterOutputStream(out), text);
  }

  private interface Opening {
    OutputStream open() throws IOException;
  }

  private static byte[] closed(ByteArrayOutputStream out, Opening opening, String text) {
    try (OutputStream coded = opening.open()) {
      coded.write(utf8(text));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static byte[] each(String text, String format) {
    return utf8(text.chars().mapToObj(format::formatted).collect(Collectors.joining()));
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(utf8(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
