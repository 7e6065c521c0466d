package dev.parallax.cli.demo.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle's positive controls: what is there is found, and nothing else. */
class SecretScanTest {

  private static final String MAILBOX = "q7x2kd94hzm1vtw8";
  private static final String EMAIL = "ada." + MAILBOX + "@mail.example";
  private static final String CARD = "4242424738291651";
  private static final String SPACED = "4242 4247 3829 1651";

  private static final Map<String, Function<String, byte[]>> FORMS = new LinkedHashMap<>();

  static {
    FORMS.put("plain", SecretScanTest::utf8);
    FORMS.put("upper case", text -> utf8(text.toUpperCase(Locale.ROOT)));
    FORMS.put("UTF-16, little end first", text -> text.getBytes(StandardCharsets.UTF_16LE));
    FORMS.put("UTF-16, big end first", text -> text.getBytes(StandardCharsets.UTF_16BE));
    FORMS.put("percent", text -> each(text, "%%%02X"));
    FORMS.put("quoted printable", text -> each(text, "=%02X"));
    FORMS.put("JSON", text -> each(text, "\\u%04X"));
    FORMS.put("HTML, decimal", text -> each(text, "&#%d;"));
    FORMS.put("HTML, hexadecimal", text -> each(text, "&#x%x;"));
    FORMS.put("hexadecimal", text -> utf8(HexFormat.of().formatHex(utf8(text))));
    FORMS.put("reversed", text -> utf8(new StringBuilder(text).reverse().toString()));
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
  void findsASecretInEachForm(String form) throws IOException {
    for (String secret : new String[] {EMAIL, CARD}) {
      SecretScan scan = scan();
      scan.stream(form, hidden(written(form, secret), 500));
      assertThat(scan.hits()).as(secret).isNotEmpty();
      assertThat(scan.found()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void findsNothingInEachFormOfSomethingElse(String form) throws IOException {
    SecretScan scan = scan();
    scan.stream(form, hidden(written(form, "ada.b5y8nf3jq6cpr0sg@mail.example"), 500));
    assertThat(scan.hits()).isEmpty();
  }

  @Test
  void findsASecretWhereverAChunkEnds() throws IOException {
    byte[] planted = written("percent", EMAIL);
    for (int before = (1 << 16) - planted.length - 1; before <= 1 << 16; before++) {
      SecretScan scan = scan();
      scan.stream("stream", hidden(planted, before));
      assertThat(scan.found()).as("behind %d bytes", before).isEqualTo(1);
    }
  }

  @Test
  void findsEightSymbolsOfATokenAndThirteenDigitsOfACard() throws IOException {
    assertThat(foundIn(MAILBOX.substring(3, 11))).isEqualTo(1);
    assertThat(foundIn(MAILBOX.substring(3, 10))).isZero();
    assertThat(foundIn(CARD.substring(2, 15))).isEqualTo(1);
    assertThat(foundIn(CARD.substring(2, 14))).isZero();
    assertThat(foundIn(SPACED)).isEqualTo(1);
  }

  @Test
  void countsSecretsAndSaysWhere() throws IOException {
    SecretScan scan = scan();
    scan.text("log", "x".repeat(10) + EMAIL + ' ' + EMAIL + ' ' + CARD);

    assertThat(scan.planted()).isEqualTo(2);
    assertThat(scan.found()).isEqualTo(2);
    assertThat(scan.bytes()).isEqualTo(10 + 2 * EMAIL.length() + 2 + CARD.length());
    assertThat(scan.hits().getFirst())
        .hasToString("log, before byte 22: e-mail no. 0, PLAIN")
        .satisfies(hit -> assertThat(hit.toString()).doesNotContain(MAILBOX));
  }

  @Test
  void findsNothingInRandomBytesAndWords() throws IOException {
    byte[] bytes = new byte[4 << 20];
    new SplittableRandom(5).nextBytes(bytes);
    SecretScan scan = scan();
    scan.stream("bytes", new ByteArrayInputStream(bytes));
    scan.text("hexadecimal", HexFormat.of().formatHex(bytes));
    scan.text("base64", Base64.getEncoder().encodeToString(bytes));

    assertThat(scan.hits()).isEmpty();
  }

  @Test
  void looksIntoDirectoriesAndAtNames(@TempDir Path directory) throws IOException {
    Files.writeString(Files.createDirectories(directory.resolve("a/b")).resolve("c.log"), EMAIL);
    Files.writeString(directory.resolve(CARD + ".txt"), "nothing");

    SecretScan scan = scan();
    scan.path(directory);

    assertThat(scan.found()).isEqualTo(2);
    assertThat(scan.hits()).extracting(SecretScan.Hit::where).contains("a/b/c.log");
  }

  @Test
  void takesNoCanaryThatStandsAnywhereByChance() {
    assertThatThrownBy(() -> Canary.token("1234567")).hasMessageContaining("canary");
    assertThatThrownBy(() -> Canary.whole("zoë-1234567")).hasMessageContaining("ASCII");
  }

  private static byte[] written(String form, String text) {
    return Objects.requireNonNull(FORMS.get(form)).apply(text);
  }

  private static SecretScan scan() {
    PlantedSecrets secrets = new PlantedSecrets();
    secrets.plant("e-mail", EMAIL, Canary.token(MAILBOX));
    secrets.plant("card", CARD, Canary.digits(CARD), Canary.whole(SPACED));
    return new SecretScan(secrets);
  }

  private static int foundIn(String text) throws IOException {
    SecretScan scan = scan();
    scan.text("text", "<" + text + ">");
    return scan.found();
  }

  /** Between other bytes. */
  private static InputStream hidden(byte[] planted, int before) {
    byte[] noise = new byte[before + 300];
    new SplittableRandom(before).nextBytes(noise);
    return new SequenceInputStream(
        new SequenceInputStream(
            new ByteArrayInputStream(noise, 0, before), new ByteArrayInputStream(planted)),
        new ByteArrayInputStream(noise, before, 300));
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
