package dev.parallax.replayer.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CredentialTextTest {

  private final CredentialText file = new CredentialText("users", Map.of("TOKEN", "t0p$1")::get);

  @Test
  void readsHeadersAndVariables() {
    assertThat(file.headers("# of staging\n\nX-Api-Key: k\nAuthorization: Bearer ${TOKEN}\n"))
        .containsExactly(
            new HeaderLine("X-Api-Key", "k"), new HeaderLine("Authorization", "Bearer t0p$1"));
  }

  @ParameterizedTest
  @CsvSource({
    "ada:pass,            Authorization, Basic YWRhOnBhc3M=",
    "ada:pass word:x,     Authorization, Basic YWRhOnBhc3Mgd29yZDp4",
    "Bearer abc.def,      Authorization, Bearer abc.def",
    "X-User-Token: abc,   X-User-Token,  abc",
  })
  void readsUsersInEachForm(String line, String name, String value) {
    assertThat(file.users(line))
        .extracting(User::header)
        .containsExactly(new HeaderLine(name, value));
  }

  @Test
  void saysWhereAndNotWhatCanNotBeRead() {
    for (String bad : List.of("ok: 1\nsecret", "ok: 1\nsecret: é", "ok: 1\nX: ${SECRET}")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> file.headers(bad))
          .withMessageStartingWith("users:2: ")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> file.users("secret"))
        .withMessageStartingWith("users:1: no user (expected: user:password");
    assertThatIllegalArgumentException().isThrownBy(() -> file.users("# nobody\n"));
  }

  @Test
  void printsNoSecret() {
    User ada = new User.ByPassword("ada", "pass");
    Credentials credentials =
        new Credentials(
            List.of(new HeaderLine("X-Api-Key", "pass")), new Source.Users(List.of(ada)), false);

    assertThat(
            List.of(
                ada.toString(),
                ada.header().toString(),
                credentials.toString(),
                credentials.fixed().toString(),
                credentials.source().toString(),
                credentials.kind()))
        .noneMatch(text -> text.contains("pass") || text.contains("YWRh"));
  }
}
