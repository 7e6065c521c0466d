package dev.parallax.replayer.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Event;
import dev.parallax.recorder.log.Damage;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.Events;
import dev.parallax.recorder.log.Position;
import dev.parallax.recorder.log.kafka.Done;
import dev.parallax.recorder.log.kafka.PartitionProgress;
import dev.parallax.replayer.Recorded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class OpenedReaderTest {

  private final PartitionProgress zero = new PartitionProgress(Done.before(10));
  private final PartitionProgress one = new PartitionProgress(Done.before(20));
  private final Map<Integer, PartitionProgress> progress = Map.of(0, zero, 1, one);

  @Test
  void opensWhatItReads() throws IOException {
    assertThat(read(at(0, 10, "a"), at(1, 20, "b"), at(0, 11, "c"))).containsExactly("a", "b", "c");

    assertThat(zero.done().offset()).isEqualTo(10);
    zero.done(10, 1);
    assertThat(zero.done().offset()).isEqualTo(11);
    assertThat(one.isDone()).isFalse();
  }

  @Test
  void passesOverWhatIsDone() throws IOException {
    Place[] places = {at(0, 10, "a"), at(0, 11, "b"), at(0, 12, "c"), at(1, 20, "d")};
    read(places);
    zero.done(11, 1);
    one.done(20, 1);

    assertThat(read(places)).as("in the next round").containsExactly("a", "c");
    assertThat(ids(new OpenedReader(new Placed(places), progress, () -> false, true)))
        .as("where it is asked for")
        .containsExactly("a", "b", "c", "d");
    assertThat(zero.isOpen(10)).isTrue();
    assertThat(zero.isOpen(11)).isFalse();
  }

  @Test
  void goesOnWhereAnotherWorkerStopped() throws IOException {
    Place[] places = {at(0, 10, "a"), at(0, 11, "b"), at(0, 12, "c")};
    read(places);
    zero.done(12, 1);

    OpenedReader reader =
        new OpenedReader(
            new Placed(places), Map.of(0, new PartitionProgress(zero.done())), () -> false, false);

    assertThat(ids(reader)).containsExactly("a", "b");
  }

  /** A log that delivers at least once: the copy is neither sent nor waited for. */
  @Test
  void passesOverARepeatedExchange() throws IOException {
    assertThat(read(at(0, 10, "a"), at(0, 11, "a"), at(0, 12, "b"))).containsExactly("a", "b");

    zero.done(10, 1);
    zero.done(12, 1);
    assertThat(zero.isDone()).isTrue();
  }

  @Test
  void tellsThePlaceTheDamageAndTheEnd() throws IOException {
    Placed placed = new Placed(at(0, 10, "a"));
    try (OpenedReader reader = new OpenedReader(placed, progress, () -> false, false)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.position()).contains(new Position(0, 10));
      assertThat(reader.next()).isNull();
      assertThat(reader.damage().map(Damage::sentence)).contains("1 record is no event");
    }
    assertThat(placed.closed).isTrue();
  }

  private List<String> read(Place... places) throws IOException {
    return ids(new OpenedReader(new Placed(places), progress, () -> false, false));
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
    return new Place(new Position(partition, offset), Events.wrap(Recorded.get(id, "/")));
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
