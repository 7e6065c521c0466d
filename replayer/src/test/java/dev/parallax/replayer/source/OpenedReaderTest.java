package dev.parallax.replayer.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Event;
import dev.parallax.proto.LinkedSessions;
import dev.parallax.proto.OffsetRange;
import dev.parallax.recorder.log.Damage;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Events;
import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.log.kafka.HomeDone;
import dev.parallax.replayer.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OpenedReaderTest {

  private static final List<OffsetRange> RANGES = List.of(range(0, 10), range(1, 20));

  private final ShareProgress share = share(List.of(), Set.of(0, 1), Map.of());

  @Test
  void opensWhatItReads() throws IOException {
    assertThat(read(at(0, 10, "a"), at(1, 20, "b"), at(0, 11, "c"))).containsExactly("a", "b", "c");

    assertThat(share.of(0).open(0)).isEqualTo(10);
    done(0, 10);
    assertThat(share.of(0).open(0)).isEqualTo(11);
    assertThat(share.of(1).isDone()).isFalse();
  }

  @Test
  void passesOverWhatIsDone() throws IOException {
    Place[] places = {at(0, 10, "a"), at(0, 11, "b"), at(0, 12, "c"), at(1, 20, "d")};
    read(places);
    done(0, 11);
    done(1, 20);

    assertThat(read(places)).as("in the next round").containsExactly("a", "c");
    assertThat(ids(new OpenedReader(new Placed(places), share, () -> false, true)))
        .as("where it is asked for")
        .containsExactly("a", "b", "c", "d");
    assertThat(share.of(0).isOpen(new Position(0, 10))).isTrue();
    assertThat(share.of(0).isOpen(new Position(0, 11))).isFalse();
  }

  @Test
  void goesOnWhereAnotherWorkerStopped() throws IOException {
    Place[] places = {at(0, 10, "a"), at(0, 11, "b"), at(0, 12, "c")};
    read(places);
    done(0, 12);

    ShareProgress next = share(List.of(), Set.of(0), Map.of(0, share.of(0).done()));

    assertThat(ids(new OpenedReader(new Placed(places), next, () -> false, false)))
        .containsExactly("a", "b");
  }

  /** A log that delivers at least once: the copy is neither sent nor waited for. */
  @Test
  void passesOverARepeatedExchange() throws IOException {
    assertThat(read(at(0, 10, "a"), at(0, 11, "a"), at(0, 12, "b"))).containsExactly("a", "b");

    done(0, 10);
    done(0, 12);
    assertThat(share.of(0).isDone()).isTrue();
  }

  /** Whoever has the one's partition sends the other, too, and nobody else does. */
  @Test
  void givesALinkedSessionToTheWorkerOfTheOther() throws IOException {
    List<LinkedSessions> linked =
        List.of(
            LinkedSessions.newBuilder()
                .setPartition(1)
                .setHome(0)
                .addSessions(Homes.hash("b"))
                .build());
    Place[] places = {
      at(0, 10, "a", "login"), at(1, 20, "b", "page"), at(1, 21, "c", "other"),
    };
    ShareProgress home = share(linked, Set.of(0), Map.of());
    ShareProgress beside = share(linked, Set.of(1), Map.of());

    assertThat(ids(new OpenedReader(new Placed(places), home, () -> false, false)))
        .containsExactly("login", "page");
    assertThat(ids(new OpenedReader(new Placed(places), beside, () -> false, false)))
        .containsExactly("other");

    assertThat(home.ranges(Set.of(0), true)).isEqualTo(RANGES);
    assertThat(beside.ranges(Set.of(1), true)).containsExactly(range(1, 20));
    home.of(0).done(new Position(1, 20), 1);
    assertThat(home.of(0).isDone()).as("the login is open").isFalse();
    ShareProgress next = share(linked, Set.of(0), Map.of(0, home.of(0).done()));
    assertThat(ids(new OpenedReader(new Placed(places), next, () -> false, false)))
        .as("of whoever takes over")
        .containsExactly("login");
    assertThat(home.ranges(Set.of(0), false)).containsExactly(range(0, 10), range(1, 21));
  }

  @Test
  void tellsThePlaceTheDamageAndTheEnd() throws IOException {
    Placed placed = new Placed(at(0, 10, "a"));
    try (OpenedReader reader = new OpenedReader(placed, share, () -> false, false)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.position()).contains(new Position(0, 10));
      assertThat(reader.next()).isNull();
      assertThat(reader.damage().map(Damage::sentence)).contains("1 record is no event");
    }
    assertThat(placed.closed).isTrue();
  }

  private List<String> read(Place... places) throws IOException {
    return ids(new OpenedReader(new Placed(places), share, () -> false, false));
  }

  private void done(int partition, long offset) {
    share.of(partition).done(new Position(partition, offset), 1);
  }

  private static ShareProgress share(
      List<LinkedSessions> linked, Set<Integer> given, Map<Integer, HomeDone> committed) {
    return new ShareProgress(Homes.of(linked), RANGES, given, committed);
  }

  private static OffsetRange range(int partition, long from) {
    return OffsetRange.newBuilder().setPartition(partition).setFrom(from).setTo(30).build();
  }

  private static List<String> ids(EventReader reader) throws IOException {
    List<String> ids = new ArrayList<>();
    for (Event event = reader.next(); event != null; event = reader.next()) {
      ids.add(event.getExchange().getId());
    }
    return ids;
  }

  private record Place(Position position, Event event) {}

  private static Place at(int partition, long offset, String id) {
    return at(partition, offset, "", id);
  }

  private static Place at(int partition, long offset, String session, String id) {
    return new Place(
        new Position(partition, offset),
        Events.wrap(Recorded.get(id, "/").toBuilder().setSession(session).build()));
  }

  /** A log of these places, damaged besides. */
  private static final class Placed implements EventReader {

    private final Iterator<Place> places;
    private Optional<Position> position = Optional.empty();
    private boolean closed;

    Placed(Place... places) {
      this.places = List.of(places).iterator();
    }

    @Override
    public @Nullable Event next() {
      if (!places.hasNext()) {
        return null;
      }
      Place next = places.next();
      position = Optional.of(next.position());
      return next.event();
    }

    @Override
    public Optional<Position> position() {
      return position;
    }

    @Override
    public Optional<Damage> damage() {
      return Optional.of(() -> "1 record is no event");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
