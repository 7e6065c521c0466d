package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {

  private final Clients clients = new Clients(42);

  private String see(Raws raws) {
    clients.follow(raws.raw());
    return clients.of(raws.raw());
  }

  @Test
  void tellsClientsApartByTheirSessions() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      seen.add(see(Raws.get("/").asking("Cookie", "theme=dark; sid=" + i)));
      seen.add(see(Raws.get("/").asking("Cookie", "sid=" + i + "; theme=light")));
    }
    assertThat(seen).hasSize(20).doesNotContain("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sid", "visit"})
  void countsOnceWhereEachAnswerRenewsTheCookie(String name) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      seen.add(
          see(
              Raws.get("/")
                  .asking("Cookie", name + "=" + i)
                  .answering("Set-Cookie", name + "=" + (i + 1) + "; Path=/; HttpOnly")));
    }
    assertThat(seen).hasSize(1).doesNotContain("");
  }

  @Test
  void countsOnceWhereConcurrentRequestsRenewItEach() {
    Set<String> seen = new HashSet<>();
    for (int i = 1; i <= 20; i++) {
      seen.add(see(Raws.get("/").asking("Cookie", "sid=0").answering("Set-Cookie", "sid=" + i)));
    }
    for (int i = 1; i <= 20; i++) {
      seen.add(see(Raws.get("/").asking("Cookie", "sid=" + i)));
    }
    assertThat(seen).hasSize(1);
  }

  @Test
  void takesALoginForNoRenewal() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      seen.add(see(Raws.get("/").asking("Cookie", "lang=en").answering("Set-Cookie", "sid=" + i)));
      seen.add(see(Raws.get("/").asking("Cookie", "lang=en; sid=" + i)));
    }
    assertThat(seen).as("that of the language, and each session").hasSize(21);
  }

  @Test
  void countsNobodyWhoIsGivenACookieAndBringsNone() {
    for (int i = 0; i < 20; i++) {
      assertThat(see(Raws.get("/").answering("Set-Cookie", "sid=" + i))).isEmpty();
    }
  }

  @Test
  void knowsOthersByUserOrAddressAndNotByTheirTokens() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      seen.add(see(Raws.get("/").asking("Authorization", "Bearer " + i)));
    }
    seen.add(see(Raws.get("/")));
    assertThat(seen).hasSize(1).doesNotContain("");
    seen.add(see(Raws.get("/").asking("Authorization", "Basic YWRhOjE=")));
    seen.add(see(Raws.get("/").asking("authorization", "basic Ym9iOjE=")));
    seen.add(see(Raws.get("/").from("10.0.0.7").asking("X-Forwarded-For", "198.51.100.3")));
    seen.add(see(Raws.get("/").from("10.0.0.8").asking("X-Forwarded-For", "198.51.100.3")));
    seen.add(see(Raws.get("/").from("10.0.0.8").asking("X-Forwarded-For", "198.51.100.4")));
    assertThat(seen).hasSize(5);
  }

  @Test
  void tellsNothingOfWhatItIsMadeOf() {
    String one = see(Raws.get("/").asking("Cookie", "sid=1"));
    assertThat(new Clients(43).of(Raws.get("/").asking("Cookie", "sid=1").raw()))
        .as("under another seed")
        .isNotEqualTo(one);
  }
}
