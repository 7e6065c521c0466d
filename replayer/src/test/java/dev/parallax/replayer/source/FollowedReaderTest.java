package dev.parallax.replayer.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import dev.parallax.recorder.log.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a clock that goes on only while somebody waits. */
class FollowedReaderTest {

  private static final long MILLI = 1_000_000;
  private static final Duration LAG = Duration.ofSeconds(1);

  private record Coming(long atMillis, Event event) {}

  private final List<Coming> coming = new ArrayList<>();
  private long nowNanos;

  @Test
  void givesInOrderOfStartALagLater() throws IOException {
    exchange("slow", 100, 900);
    exchange("quick", 200, 10);
    exchange("last", 300, 10);
    FollowedReader reader = reader(0, 2_000);

    assertThat(next(reader)).isEqualTo("slow at 1100");
    assertThat(next(reader)).isEqualTo("quick at 1200");
    assertThat(next(reader)).isEqualTo("last at 1300");
    assertThat(next(reader)).startsWith("end at 30");
  }

  @Test
  void givesWhatTookLongerThanTheLagOnceItIsThere() throws IOException {
    exchange("quick", 200, 10);
    exchange("endless", 100, 5_000);
    FollowedReader reader = reader(0, Long.MAX_VALUE);

    assertThat(next(reader)).isEqualTo("quick at 1200");
    assertThat(next(reader)).isEqualTo("endless at 5100");
  }

  @Test
  void keepsToTheWindow() throws IOException {
    exchange("before", -50, 100);
    exchange("in", 0, 10);
    exchange("behind", 2_000, 10);
    FollowedReader reader = reader(0, 2_000);

    assertThat(next(reader)).isEqualTo("in at 1000");
    assertThat(next(reader)).startsWith("end at 30");
  }

  @Test
  void endsAtOnceWhenItIsTold() throws IOException {
    exchange("in", 0, 10);
    FollowedReader reader = reader(0, Long.MAX_VALUE);
    reader.end();

    assertThat(next(reader)).isEqualTo("end at 0");
  }

  @Test
  void holdsNoMoreThanItMayAndGivesTheEarliestThen() throws IOException {
    int size = (1 << 20) - 100;
    for (int i = 0; i < 100; i++) {
      coming.add(new Coming(1, event("large" + (100 + i), i + 2, size)));
    }
    FollowedReader reader = reader(0, Long.MAX_VALUE);

    // Of one poll, all is taken; more is not asked for until there is room.
    for (int i = 0; i < 100 - FollowedReader.MAX_BYTES / (1 << 20); i++) {
      assertThat(next(reader)).isEqualTo("large%d at 1".formatted(100 + i));
    }
    assertThat(next(reader)).endsWith(" at 1038");
  }

  private void exchange(String id, long startMillis, long tookMillis) {
    coming.add(new Coming(startMillis + tookMillis, event(id, startMillis, 0)));
  }

  private static Event event(String id, long startMillis, int bytes) {
    return Event.newBuilder()
        .setExchange(
            Exchange.newBuilder()
                .setId(id)
                .setStartedAtNanos(startMillis * MILLI)
                .setRequest(
                    Request.newBuilder()
                        .setBody(
                            Body.newBuilder().setContent(ByteString.copyFrom(new byte[bytes])))))
        .build();
  }

  private FollowedReader reader(long fromMillis, long toMillis) {
    long to = toMillis == Long.MAX_VALUE ? toMillis : toMillis * MILLI;
    return new FollowedReader(this::poll, new Window(fromMillis * MILLI, to), LAG, () -> nowNanos);
  }

  /** What has come, or else the clock goes on to what comes next, or for as long as is waited. */
  private List<Event> poll(Duration wait) {
    long until = nowNanos + wait.toNanos();
    for (Coming next : coming) {
      if (next.atMillis() * MILLI > nowNanos) {
        until = Math.min(until, next.atMillis() * MILLI);
      }
    }
    List<Event> come = new ArrayList<>();
    long now = until;
    coming.removeIf(
        one -> {
          boolean here = one.atMillis() * MILLI <= now;
          if (here) {
            come.add(one.event());
          }
          return here;
        });
    nowNanos = until;
    return come;
  }

  private String next(FollowedReader reader) throws IOException {
    Event event = reader.next();
    return "%s at %d"
        .formatted(event == null ? "end" : event.getExchange().getId(), nowNanos / MILLI);
  }
}
