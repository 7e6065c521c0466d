package dev.parallax.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.capture.Clocks;
import dev.parallax.recorder.capture.RawExchanges;
import dev.parallax.recorder.raw.RawBody;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.raw.RawResponse;
import dev.parallax.recorder.raw.RawRoute;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class KeyEpochsTest {

  private static final Duration HELD = KeyEpochs.HELD;

  private final PseudonymKey first = key("the first key of all");
  private final Sanitiser sanitiser = new Sanitiser(SanitisePolicy.strict(), first);
  private final Deployments nowhere = new Deployments(Deployment.getDefaultInstance(), "proxy-1/1");
  private long nanos;
  private final KeyEpochs epochs =
      new KeyEpochs("shop", sanitiser, nowhere, new Clocks(() -> nanos, InstantSource.system()));

  @Test
  void keepsTheKeyOfSessionsThatAreUnderWay() {
    Exchange begun = record("ada");
    KeyChange change = epochs.rotate(key("quite another key")).orElseThrow();

    Exchange later = record("ada");
    Exchange other = record("bob");
    assertThat(change.before()).isEqualTo(epoch(begun));
    assertThat(later.getSession()).isEqualTo(begun.getSession());
    assertThat(epoch(later)).isEqualTo(change.before());
    assertThat(epoch(other)).isEqualTo(change.after()).isNotEqualTo(change.before());
    assertThat(epoch(record("bob"))).isEqualTo(change.after());
  }

  @Test
  void forgetsTheKeyBeforeWhenItsTimeIsOver() {
    Exchange begun = record("ada");
    KeyChange change = epochs.rotate(key("quite another key")).orElseThrow();
    pass(HELD.minusNanos(1));
    assertThat(epoch(record("ada"))).isEqualTo(change.before());

    pass(Duration.ofNanos(1));
    // Nobody need ask for anything.
    epochs.tend();

    assertThatThrownBy(() -> sanitiser.session(RawExchanges.of("new", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the key was forgotten");
    assertThatThrownBy(() -> sanitiser.in(Mode.DETECT)).isInstanceOf(IllegalStateException.class);
    assertThat(epoch(record("ada"))).isEqualTo(change.after()).isNotEqualTo(epoch(begun));
  }

  @Test
  void takesASessionThatPausedTooLongForANewOne() {
    record("ada");
    pass(HELD.plusSeconds(2));
    KeyChange change = epochs.rotate(key("quite another key")).orElseThrow();

    assertThat(epoch(record("ada"))).isEqualTo(change.after());
  }

  @Test
  void keepsASessionWholeThatGetsAnotherCookie() {
    record("before login");
    KeyChange change = epochs.rotate(key("quite another key")).orElseThrow();
    RawExchange login = RawExchanges.of("before login", 1);
    epochs.exchange(answering(login, "sid=after login"), Selection.getDefaultInstance());

    assertThat(epoch(record("after login"))).isEqualTo(change.before());
  }

  /** Sampling asks for the session first, and may leave it at that. */
  @Test
  void knowsSessionsThatWereSampledOut() {
    String begun = epochs.session(RawExchanges.of("ada", 1));
    epochs.rotate(key("quite another key"));

    assertThat(epochs.session(RawExchanges.of("ada", 2))).isEqualTo(begun);
    assertThat(record("ada").getSession()).isEqualTo(begun);
  }

  @Test
  void forgetsAtOnceWhatASecondChangeDisplaces() {
    record("ada");
    KeyChange one = epochs.rotate(key("quite another key")).orElseThrow();
    record("bob");
    KeyChange two = epochs.rotate(key("and one more again")).orElseThrow();

    assertThat(epoch(record("ada"))).isEqualTo(two.after());
    assertThat(epoch(record("bob"))).isEqualTo(one.after()).isEqualTo(two.before());
    assertThatThrownBy(() -> sanitiser.session(RawExchanges.of("new", 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void goesOnWhereAChangeIsTakenBackBeforeAnybodyCame() {
    Exchange begun = record("ada");
    epochs.rotate(key("quite another key"));
    epochs.rotate(key("the first key of all"));

    assertThat(record("ada").getSession()).isEqualTo(begun.getSession());
    assertThat(epoch(record("bob"))).isEqualTo(epoch(begun));
  }

  @Test
  void takesTheSameKeyForNoChange() {
    assertThat(epochs.rotate(key("the first key of all"))).isEmpty();
    assertThat(epoch(record("ada"))).isEqualTo(sanitiser.epoch());
  }

  @Test
  void takesUpAnotherPolicyUnderBothKeys() {
    record("ada");
    KeyChange change = epochs.rotate(key("quite another key")).orElseThrow();
    epochs.reload(new SanitisePolicy(Mode.STRICT, List.of(), List.of("/users/**")), nowhere);

    for (String client : List.of("ada", "bob")) {
      assertThat(record(client).getRequest().getTarget()).isEqualTo("/users/4711");
    }
    assertThat(epoch(record("ada"))).isEqualTo(change.before());
    assertThat(epoch(record("bob"))).isEqualTo(change.after());
  }

  /** The worker ends keys, another thread takes up policies. */
  @Test
  void takesUpAPolicyWhileTheKeyBeforeEnds() throws Exception {
    AtomicLong time = new AtomicLong();
    KeyEpochs shared =
        new KeyEpochs("shop", sanitiser, nowhere, new Clocks(time::get, InstantSource.system()));
    AtomicBoolean done = new AtomicBoolean();
    SanitisePolicy policy = new SanitisePolicy(Mode.STRICT, List.of(), List.of("/users/**"));
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> reloads =
          threads.submit(
              () -> {
                while (!done.get()) {
                  shared.reload(policy, nowhere);
                }
              });
      for (int i = 0; i < 300; i++) {
        shared.session(RawExchanges.of("ada", i));
        KeyChange change = shared.rotate(key("key of round number " + i)).orElseThrow();
        time.addAndGet(HELD.toNanos());
        shared.tend();
        assertThat(
                shared.exchange(RawExchanges.of("ada", i), Selection.getDefaultInstance()).event())
            .satisfies(exchange -> assertThat(epoch(exchange)).isEqualTo(change.after()));
      }
      done.set(true);
      reloads.get();
    }
    assertThat(
            shared.exchange(RawExchanges.of("ada", 4711), Selection.getDefaultInstance()).event())
        .satisfies(
            exchange -> assertThat(exchange.getRequest().getTarget()).isEqualTo("/users/4711"));
  }

  @Test
  void forgetsTheSessionsSeenLongestAgoWhereThereAreTooMany() {
    UnderWay sessions = new UnderWay(HELD.toNanos(), 0);
    for (int i = 0; i < 5; i++) {
      sessions.saw(session(i), Duration.ofSeconds(i + 1L).toNanos());
    }
    long now = Duration.ofSeconds(6).toNanos();

    assertThat(sessions.has(session(0), now)).isFalse();
    for (int i = 1; i < 5; i++) {
      assertThat(sessions.has(session(i), now)).isTrue();
    }
    assertThat(sessions.has("s-00000000000000aa", now)).isFalse();
  }

  /** All in the same few places. */
  private static String session(int number) {
    return "s-%016x".formatted((long) (number + 1) << 32);
  }

  private Exchange record(String client) {
    return epochs.exchange(RawExchanges.of(client, 4711), Selection.getDefaultInstance()).event();
  }

  private static RawExchange answering(RawExchange raw, String cookie) {
    return new RawExchange(
        raw.id(),
        raw.startedAt(),
        raw.scheme(),
        raw.authority(),
        raw.clientAddress(),
        raw.request(),
        new RawResponse(
            200,
            "OK",
            "HTTP/1.1",
            List.of(new RawHeader("Set-Cookie", cookie)),
            RawBody.none(),
            List.of()),
        null,
        raw.timings(),
        new RawRoute("shop:80", 1));
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private static String epoch(Exchange exchange) {
    return exchange.getSanitisation().getKeyEpoch();
  }

  private static PseudonymKey key(String text) {
    return PseudonymKey.of(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }
}
