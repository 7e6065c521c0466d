package dev.parallax.cli.gor;

import dev.parallax.cli.intake.Origin;
import dev.parallax.cli.intake.Traffic;
import dev.parallax.cli.intake.TrafficReader;
import dev.parallax.recorder.raw.RawExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Reads a goreplay file, and pairs each response with its request. Confined to one thread. */
public final class GorReader implements TrafficReader {

  private static final int REQUEST = 1;
  private static final int RESPONSE = 2;
  private static final int REPLAYED = 3;

  private final GorRecords records;
  private final GorPairs pairs;
  private final Origin origin;
  private final Queue<Traffic> ready = new ArrayDeque<>();

  /**
   * @param file closed by whoever opened it
   * @param pairs what waits for its response, from this file and those before it
   * @param origin of all its requests
   */
  public GorReader(InputStream file, GorPairs pairs, Origin origin) {
    records = new GorRecords(file);
    this.pairs = pairs;
    this.origin = origin;
  }

  @Override
  public @Nullable Traffic next() throws IOException {
    while (ready.isEmpty()) {
      GorRecords.Entry entry = records.next();
      if (entry == null) {
        return null;
      }
      take(entry);
    }
    return ready.poll();
  }

  private void take(GorRecords.Entry entry) {
    if (!entry.whole()) {
      leaveOut(entry, "cut off: the file ends within it");
      return;
    }
    switch (entry.type()) {
      case REQUEST -> request(entry);
      case RESPONSE -> response(entry);
      case REPLAYED -> leaveOut(entry, "what a replay was answered: not production's");
      default -> leaveOut(entry, "a record of an unknown type");
    }
  }

  private void request(GorRecords.Entry entry) {
    Optional<GorExchange> request = GorExchange.asked(entry, origin);
    if (request.isEmpty()) {
      leaveOut(entry, "a request that is not HTTP/1");
      return;
    }
    for (RawExchange over : pairs.add(entry.id(), request.get())) {
      ready.add(new Traffic.Seen(over));
    }
  }

  private void response(GorRecords.Entry entry) {
    Optional<GorExchange> request = pairs.take(entry.id());
    if (request.isEmpty()) {
      leaveOut(entry, "a response without its request");
      return;
    }
    ready.add(
        new Traffic.Seen(
            request.get().answered(entry).orElseGet(() -> request.get().unanswered())));
  }

  private void leaveOut(GorRecords.Entry entry, String why) {
    ready.add(new Traffic.LeftOut(why, "byte " + entry.offset()));
  }
}
