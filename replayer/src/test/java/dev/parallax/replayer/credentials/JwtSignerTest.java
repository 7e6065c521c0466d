package dev.parallax.replayer.credentials;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class JwtSignerTest {

  private static final String SECRET = "a secret of staging's, long enough";
  private static final Instant SENT = Instant.parse("2026-11-23T10:00:00Z");
  private static final long SENT_SECONDS = SENT.getEpochSecond();

  private Instant now = SENT.plusSeconds(86_400);

  @Test
  void keepsTheClaimsAndMovesTheirTimesToNow() throws Exception {
    String token =
        token(
            "{\"alg\":\"RS256\",\"kid\":\"production\",\"typ\":\"JWT\"}",
            "{\"sub\":\"u-17\",\"iat\":%d,\"nbf\":%d,\"exp\":%d,\"roles\":[\"a\",{\"exp\":1}],\"n\":1.50}"
                .formatted(SENT_SECONDS - 60, SENT_SECONDS - 60, SENT_SECONDS + 300));

    String[] signed = signer("", "staging-1").signed(token, SENT).orElseThrow().split("\\.", -1);

    long at = now.getEpochSecond();
    assertThat(decoded(signed[0]))
        .isEqualTo("{\"alg\":\"HS256\",\"kid\":\"staging-1\",\"typ\":\"JWT\"}");
    assertThat(decoded(signed[1]))
        .isEqualTo(
            "{\"sub\":\"u-17\",\"iat\":%d,\"nbf\":%d,\"exp\":%d,\"roles\":[\"a\",{\"exp\":1}],\"n\":1.50}"
                .formatted(at - 60, at - 60, at + 300));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    assertThat(Base64.getUrlDecoder().decode(signed[2]))
        .isEqualTo(mac.doFinal((signed[0] + '.' + signed[1]).getBytes(US_ASCII)));
  }

  @Test
  void signsWithAnRsaKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()));

    String[] signed =
        signer(pem, "")
            .signed(token("{\"alg\":\"HS256\"}", "{\"sub\":\"a\"}"), SENT)
            .orElseThrow()
            .split("\\.", -1);

    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(pair.getPublic());
    signature.update((signed[0] + '.' + signed[1]).getBytes(US_ASCII));
    assertThat(decoded(signed[0])).isEqualTo("{\"alg\":\"RS256\"}");
    assertThat(signature.verify(Base64.getUrlDecoder().decode(signed[2]))).isTrue();
  }

  @Test
  void signsAnewAsTimeGoesBy() {
    JwtSigner signer = signer("", "");
    String token = token("{\"alg\":\"HS256\"}", "{\"exp\":%d}".formatted(SENT_SECONDS + 5));
    String first = signer.signed(token, SENT).orElseThrow();

    now = now.plusSeconds(9);
    assertThat(signer.signed(token, SENT)).contains(first);
    now = now.plusSeconds(1);
    String later = signer.signed(token, SENT).orElseThrow();

    assertThat(Jwt.parse(later).flatMap(Jwt::expires)).contains(now.plusSeconds(5));
  }

  /** What production refused since it had expired, staging is to refuse. */
  @Test
  void leavesAnExpiredOneExpired() {
    String token = token("{\"alg\":\"HS256\"}", "{\"exp\":%d}".formatted(SENT_SECONDS - 1));

    assertThat(signer("", "").signed(token, SENT).flatMap(Jwt::parse).flatMap(Jwt::expires))
        .contains(now.minusSeconds(1));
  }

  @Test
  void leavesWhatIsNoToken() {
    JwtSigner signer = signer("", "");

    for (String other : new String[] {"", "abc", "a.b.c", "e30.e30.x.y", token("[]", "{}")}) {
      assertThat(signer.signed(other, SENT)).as(other).isEmpty();
    }
  }

  @Test
  void takesNoKeyThatNobodyShouldTrust() {
    for (String bad :
        new String[] {
          "short",
          "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
          "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAAAAAAAAAAAAAAAAAAAAA"
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JwtSigner.of("k.pem", bad, ""))
          .withMessageStartingWith("credentials.jwt.keyFile: k.pem: no ")
          .satisfies(
              e -> assertThat(e.getMessage()).doesNotContain("AAAA").doesNotContain("short"));
    }
  }

  private JwtSigner signer(String pem, String keyId) {
    InstantSource clock = () -> now;
    return new JwtSigner(JwtKey.parse("k", pem.isEmpty() ? SECRET : pem), keyId, clock);
  }

  private static String token(String header, String claims) {
    return Jwt.encoded(header.getBytes(UTF_8))
        + '.'
        + Jwt.encoded(claims.getBytes(UTF_8))
        + ".c2ln";
  }

  private static String decoded(String part) {
    return new String(Base64.getUrlDecoder().decode(part), UTF_8);
  }
}
