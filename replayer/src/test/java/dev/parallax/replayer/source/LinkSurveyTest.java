package dev.parallax.replayer.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.log.Position;
import dev.parallax.replayer.Recorded;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class LinkSurveyTest {

  private final LinkSurvey survey = new LinkSurvey(6);

  @Test
  void givesASessionTheHomeOfTheOneThatLedToIt() {
    read(3, "a");
    login(3, "a", "b");
    read(7, "b");
    read(5, "c");

    assertThat(home("a", 3)).isEqualTo(3);
    assertThat(home("b", 7)).isEqualTo(3);
    assertThat(home("c", 5)).as("one without a link").isEqualTo(5);
    assertThat(home("b", 4)).as("where it was not seen").isEqualTo(4);
    assertThat(Homes.of(survey.found().sessions()).partitions(3)).containsExactly(3, 7);
    assertThat(Homes.of(survey.found().sessions()).partitions(7)).containsExactly(7);
  }

  /** Both may end in one millisecond, or another proxy's clock be ahead. */
  @Test
  void keepsASessionTogetherThatWasReadBeforeItsLink() {
    read(7, "b");
    login(3, "a", "b");

    assertThat(home("b", 7)).isEqualTo(3);
  }

  @Test
  void followsLinksFromOneToTheNext() {
    login(2, "b", "c");
    read(4, "c");
    login(4, "c", "d");
    login(1, "a", "b");
    read(0, "d");

    assertThat(Stream.of(home("a", 1), home("b", 2), home("c", 4), home("d", 0)))
        .as("of all, the first that was read")
        .containsOnly(2);
  }

  @Test
  void findsNothingWhereAllOfAClientIsInOnePartition() {
    login(3, "a", "b");
    read(3, "b");
    login(5, "c", "never seen");
    read(1, "d");

    assertThat(survey.found()).isEqualTo(Linked.none());
  }

  /** Or else one worker had all clients that were ever logged out. */
  @Test
  void joinsNotAllWhoAreGivenOneValue() {
    LinkSurvey many = new LinkSurvey(1_000);
    for (int client = 0; client < 100; client++) {
      login(many, client % 2, "client" + client, "guest");
    }

    Homes homes = Homes.of(many.found().sessions());

    Exchange late = of("client99").build();
    assertThat(homes.of(late, new Position(1, 0))).isEqualTo(1);
    assertThat(homes.of(of("client1").build(), new Position(1, 0))).isEqualTo(0);
  }

  /** Or else one worker had all who were ever given a session, of {@code lang=en}. */
  @Test
  void joinsNotAllWhomOneValueLedTo() {
    LinkSurvey many = new LinkSurvey(1_000);
    for (int client = 0; client < 100; client++) {
      login(many, 0, "lang=en", "client" + client);
      many.add(of("client" + client).build(), 1);
    }

    Homes homes = Homes.of(many.found().sessions());

    assertThat(homes.of(of("client99").build(), new Position(1, 0))).isEqualTo(1);
    assertThat(homes.of(of("client1").build(), new Position(1, 0))).isEqualTo(0);
  }

  @Test
  void countsTheLinksThatItHasNoRoomFor() {
    for (String client : new String[] {"k", "l", "m", "n"}) {
      login(0, client + 1, client + 2);
      read(1, client + 2);
    }

    assertThat(survey.found().leftOut()).isEqualTo(1);
    assertThat(home("m2", 1)).isEqualTo(0);
    assertThat(home("n2", 1)).isEqualTo(1);
  }

  private int home(String session, int partition) {
    return Homes.of(survey.found().sessions()).of(of(session).build(), new Position(partition, 0));
  }

  private void read(int partition, String session) {
    survey.add(of(session).build(), partition);
  }

  private void login(int partition, String session, String next) {
    login(survey, partition, session, next);
  }

  private static void login(LinkSurvey into, int partition, String session, String next) {
    into.add(
        of(session).addSessionLinks(SessionLink.newBuilder().setFrom(session).setTo(next)).build(),
        partition);
  }

  private static Exchange.Builder of(String session) {
    return Recorded.get("x", "/").toBuilder().setSession(session);
  }
}
