package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.SessionLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionKeysTest {

  @Test
  void isAPseudonym() {
    assertThat(session(Raws.get("/"))).matches("s-[0-9a-f]{16}");
  }

  @Test
  void followsTheSessionCookieWhateverElseChanges() {
    String session = session(Raws.get("/a").asking("Cookie", "sid=1; theme=dark; _ga=GA1.2"));
    assertThat(session(Raws.get("/b").asking("cookie", "theme=light; _ga=GA1.3; sid=1")))
        .isEqualTo(session);
    assertThat(session(Raws.get("/a").asking("Cookie", "sid=2; theme=dark; _ga=GA1.2")))
        .isNotEqualTo(session);
  }

  @Test
  void isTheSameForTheResponseThatSetsTheCookieAndTheRequestThatBringsIt() {
    String login =
        session(Raws.get("/").answering("Set-Cookie", "JSESSIONID=abc; Path=/; HttpOnly"));
    assertThat(session(Raws.get("/").asking("Cookie", "JSESSIONID=abc"))).isEqualTo(login);
  }

  @Test
  void fallsBackToAuthorizationAndThenToTheAddress() {
    String address = session(Raws.get("/"));
    String authorization = session(Raws.get("/").asking("Authorization", "Bearer t1"));
    assertThat(authorization).isNotEqualTo(address);
    assertThat(session(Raws.get("/").asking("Cookie", "_ga=GA1.2"))).isEqualTo(address);
    assertThat(session(Raws.get("/").asking("Authorization", "Bearer t2")))
        .isNotEqualTo(authorization);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10.0.0.7      | X-Forwarded-For | 198.51.100.3
          127.0.0.1     | X-Forwarded-For | 198.51.100.3, 10.0.0.9
          172.16.4.1    | X-Forwarded-For | unknown, 198.51.100.3:4711, 203.0.113.1
          192.168.1.1   | Forwarded       | for=198.51.100.3;proto=https, for=10.0.0.9
          169.254.1.1   | Forwarded       | proto=https; For="198.51.100.3:4711"
          ::1           | X-Real-IP       | 198.51.100.3
          fd00::7       | x-real-ip       | 198.51.100.3
          fe80::7       | X-Forwarded-For | ::ffff:198.51.100.3
          """)
  void isOfTheClientBehindALoadBalancer(String peer, String name, String value) {
    assertThat(session(Raws.get("/").from(peer).asking(name, value)))
        .isEqualTo(session(Raws.get("/").from("198.51.100.3")));
  }

  @Test
  void tellsClientsBehindALoadBalancerApart() {
    assertThat(
            session(Raws.get("/").from("10.0.0.7").asking("Forwarded", "for=\"[2001:db8::1]:80\"")))
        .isNotEqualTo(
            session(
                Raws.get("/").from("10.0.0.7").asking("Forwarded", "for=\"[2001:db8::2]:80\"")));
  }

  @Test
  void takesTheFirstHeaderThatHoldsAnAddress() {
    Raws raws =
        Raws.get("/")
            .from("10.0.0.7")
            .asking("X-Real-IP", "203.0.113.1")
            .asking("Forwarded", "for=198.51.100.3")
            .asking("X-Forwarded-For", "unknown");
    assertThat(session(raws)).isEqualTo(session(Raws.get("/").from("198.51.100.3")));
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 198.51.100.3",
    "2001:db8::9, 198.51.100.3",
    "10.0.0.7, nobody",
    "10.0.0.7, '[::1'",
    "10.0.0.7, ''",
    "not an address, 198.51.100.3"
  })
  void isOfThePeerOtherwise(String peer, String forwarded) {
    assertThat(session(Raws.get("/").from(peer).asking("X-Forwarded-For", forwarded)))
        .isEqualTo(session(Raws.get("/").from(peer)));
  }

  @Test
  void linksTheSessionsOfALogin() {
    Raws login =
        Raws.get("/login").asking("Cookie", "sid=before").answering("Set-Cookie", "sid=after");
    assertThat(login.strict().getSessionLinksList())
        .containsExactly(
            SessionLink.newBuilder()
                .setFrom(session(Raws.get("/").asking("Cookie", "sid=before")))
                .setTo(session(Raws.get("/").asking("Cookie", "sid=after")))
                .setReason("response sets another session cookie")
                .build());
    assertThat(
            Raws.get("/")
                .asking("Cookie", "sid=same")
                .answering("Set-Cookie", "sid=same")
                .strict()
                .getSessionLinksList())
        .isEmpty();
  }

  private static String session(Raws raws) {
    return Raws.STRICT.session(raws.raw());
  }
}
