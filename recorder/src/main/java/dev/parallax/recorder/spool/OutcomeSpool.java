package dev.parallax.recorder.spool;

import dev.parallax.proto.Event;
import dev.parallax.proto.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps sanitised outcomes on disk until their exchange's last one is there: bodies in a temporary
 * file that only this user can read, positions in memory. The file has no name once it is open, so
 * that nothing is left of it however the process ends. Confined to one thread.
 */
public final class OutcomeSpool implements AutoCloseable {

  private record Place(long position, int bytes) {}

  private final FileChannel file;
  private final Map<String, List<Place>> places = new LinkedHashMap<>();
  private long end;

  /**
   * @param path of an empty file
   */
  OutcomeSpool(Path path) throws IOException {
    // On POSIX systems it is deleted as soon as it is open.
    file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
  }

  public static OutcomeSpool create() throws IOException {
    return new OutcomeSpool(Files.createTempFile("parallax-outcomes-", ".spool"));
  }

  public void add(String exchangeId, Outcome outcome) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(outcome.toByteArray());
    Place place = new Place(end, bytes.remaining());
    while (bytes.hasRemaining()) {
      end += file.write(bytes, end);
    }
    places.computeIfAbsent(exchangeId, id -> new ArrayList<>()).add(place);
  }

  /** What was added for this exchange, in that order; it is then forgotten. */
  public List<Event> take(String exchangeId) throws IOException {
    List<Event> outcomes = new ArrayList<>();
    List<Place> kept = places.remove(exchangeId);
    for (Place place : kept == null ? List.<Place>of() : kept) {
      Outcome outcome = Outcome.parseFrom(read(place));
      outcomes.add(Event.newBuilder().setOutcome(outcome).build());
    }
    return outcomes;
  }

  /** The exchanges whose outcomes were not taken, in the order in which they came. */
  public Set<String> left() {
    return Collections.unmodifiableSet(places.keySet());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private ByteBuffer read(Place place) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(place.bytes());
    while (bytes.hasRemaining()) {
      if (file.read(bytes, place.position() + bytes.position()) < 0) {
        throw new EOFException("the temporary file of outcomes was cut short");
      }
    }
    return bytes.flip();
  }
}
