package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.SessionLink;
import org.junit.jupiter.api.Test;

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
