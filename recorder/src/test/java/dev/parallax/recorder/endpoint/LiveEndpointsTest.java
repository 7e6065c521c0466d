package dev.parallax.recorder.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveEndpointsTest {

  private final LiveEndpoints endpoints = new LiveEndpoints(3);

  private long get(String target) {
    return endpoints.endpoint("GET", target, true);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/1,/users/20007",
    "/users/1?a=1,/users/2?b=2",
    "/a/b;v=1/c,/a/b;v=2/c",
    "/x/4f1c2d3e4f1c2d3e4f1c2d3e,/x/aa1c2d3e4f1c2d3e4f1c2d3f",
    "http://shop.example/users/1,/users/2"
  })
  void takesValuesForOne(String one, String other) {
    assertThat(get(one)).isEqualTo(get(other));
  }

  @ParameterizedTest
  @CsvSource({"/users,/users/", "/users/1,/users/a", "/a/b,/b/a", "/,/a", "/a/b/c,/a/b"})
  void tellsWordsApart(String one, String other) {
    assertThat(get(one)).isNotEqualTo(get(other));
    assertThat(get(one)).isEqualTo(get(one));
  }

  @Test
  void tellsMethodsApart() {
    assertThat(get("/a")).isNotEqualTo(endpoints.endpoint("POST", "/a", true));
  }

  @Test
  void takesNamesBeyondTheFirstForOne() {
    Set<Long> found = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      found.add(get("/users/" + name(i) + "/orders"));
    }
    assertThat(found).hasSize(LiveEndpoints.MAX_WORDS + 1);
    assertThat(get("/users/" + name(3) + "/orders")).as("stays what it was").isIn(found);
  }

  @Test
  void learnsNothingFromWhatTheServiceDoesNotKnow() {
    Set<Long> found = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      found.add(endpoints.endpoint("GET", "/" + name(i), false));
    }
    assertThat(found).hasSize(1);
    assertThat(get("/users")).isNotIn(found);
    assertThat(endpoints.endpoint("GET", "/users", false)).isEqualTo(get("/users"));
  }

  @Test
  void isBoundedOverAMillionPaths() {
    for (int i = 0; i < 1_000_000; i++) {
      get("/" + name(i % 300) + "/" + name(i) + "/" + name(i / 7));
    }
    assertThat(endpoints.places()).isLessThanOrEqualTo(LiveEndpoints.MAX_PLACES);
    assertThat(get("/" + "a/".repeat(5_000))).isEqualTo(get("/" + "a/".repeat(6_000)));
  }

  /** Words without a digit. */
  private static String name(int number) {
    StringBuilder name = new StringBuilder("n");
    for (int left = number; left > 0; left /= 26) {
      name.append((char) ('a' + left % 26));
    }
    return name.toString();
  }
}
