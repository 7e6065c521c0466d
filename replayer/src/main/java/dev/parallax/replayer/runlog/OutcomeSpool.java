package dev.parallax.replayer.runlog;

import dev.parallax.proto.Event;
import dev.parallax.proto.Outcome;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps sanitised outcomes on disk until their exchange's last one is there: bodies in a temporary
 * file that only this user can read, positions in memory. Confined to the run log's thread.
 */
final class OutcomeSpool implements AutoCloseable {

  private final Path path;
  private final RandomAccessFile file;
  private final Map<String, List<Long>> positions = new HashMap<>();
  private long end;

  private OutcomeSpool(Path path) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
  }

  static OutcomeSpool create() throws IOException {
    return new OutcomeSpool(Files.createTempFile("parallax-outcomes-", ".spool"));
  }

  void add(String exchangeId, Outcome outcome) throws IOException {
    byte[] bytes = outcome.toByteArray();
    file.seek(end);
    file.writeInt(bytes.length);
    file.write(bytes);
    positions.computeIfAbsent(exchangeId, id -> new ArrayList<>()).add(end);
    end += Integer.BYTES + bytes.length;
  }

  /** What was added for this exchange, in that order; it is then forgotten. */
  List<Event> take(String exchangeId) throws IOException {
    List<Event> outcomes = new ArrayList<>();
    List<Long> kept = positions.remove(exchangeId);
    for (long position : kept == null ? List.<Long>of() : kept) {
      file.seek(position);
      byte[] bytes = new byte[file.readInt()];
      file.readFully(bytes);
      outcomes.add(Event.newBuilder().setOutcome(Outcome.parseFrom(bytes)).build());
    }
    return outcomes;
  }

  @Override
  public void close() throws IOException {
    file.close();
    Files.deleteIfExists(path);
  }
}
