package dev.parallax.recorder.log.spool;

import com.google.protobuf.MessageLite;
import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.LogAwayException;
import dev.parallax.recorder.log.NotDurableException;
import dev.parallax.recorder.log.PlxWriter;
import dev.parallax.recorder.log.Receipt;
import dev.parallax.recorder.sanitize.Sanitised;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a spool: files that are complete, oldest first, and one that is written. Not
 * thread-safe, but for {@link #bytes}, {@link #exchanges} and {@link #sinceMillis}.
 */
final class Spool implements AutoCloseable {

  /** What is not durable is in memory, and made durable once it is so much. */
  private static final long MAX_UNDURABLE_BYTES = 4 << 20;

  /** How a file is begun, or begun anew. */
  interface Beginning {
    PlxWriter begin(Path file) throws IOException;
  }

  private final SpoolSettings settings;
  private final Beginning beginning;
  private final SpoolLock lock;
  private final SpoolState state;
  private final CompleteFiles complete = new CompleteFiles();
  private final Undurable undurable = new Undurable();
  private @Nullable Segment planned;
  private @Nullable Segment written;
  private @Nullable PlxWriter writer;
  private long nextNumber;
  private int eventsWritten;

  /** Whether any of those is durable in the file that is written. */
  private boolean anyDurable;

  /** How many exchanges of those that were ever spooled are durable. */
  private long durable;

  /** How many exchanges were ever spooled here, those included that are not durable yet. */
  private final AtomicLong exchanges = new AtomicLong();

  private volatile long writtenBytes;
  private volatile long sinceMillis;

  private Spool(SpoolSettings settings, Beginning beginning, SpoolLock lock, SpoolState state) {
    this.settings = settings;
    this.beginning = beginning;
    this.lock = lock;
    this.state = state;
  }

  /**
   * Takes the directory, with all that an earlier process left there.
   *
   * @throws SpoolInUseException if somebody has it
   */
  static Spool open(SpoolSettings settings) throws IOException {
    return open(settings, PlxWriter::overwrite);
  }

  static Spool open(SpoolSettings settings, Beginning beginning) throws IOException {
    Path directory = settings.directory();
    SpoolDirectory.make(directory);
    SpoolLock lock = SpoolLock.acquire(directory.toRealPath());
    try {
      Spool spool = new Spool(settings, beginning, lock, SpoolState.open(directory));
      spool.find();
      return spool;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void find() throws IOException {
    for (Segment segment : SpoolDirectory.segments(settings.directory())) {
      nextNumber = segment.number() + 1;
      long bytes = Files.size(segment.file());
      if (bytes == 0) {
        Files.delete(segment.file()); // It was to be begun, and there was no room.
      } else {
        add(segment, bytes);
      }
    }
    Segment last = complete.newest();
    durable = Math.max(state.durable(), last == null ? state.forwarded() : Leftover.end(last));
    exchanges.set(durable);
  }

  private void add(Segment segment, long bytes) {
    complete.add(segment, bytes);
    dated();
  }

  SpoolState state() {
    return state;
  }

  /**
   * Appends to the file that is written.
   *
   * @param receipt settled once it is durable here
   * @throws LogAwayException if there is no room; the event may be appended again
   */
  void append(Sanitised<? extends MessageLite> event, Receipt receipt) throws IOException {
    long bytes = event.event().getSerializedSize();
    if (bytes() + bytes > settings.maxBytes()) {
      throw new LogAwayException(
          "spool %s is full: %d bytes (expected: at most record.spoolMax, %d)"
              .formatted(settings.directory(), bytes(), settings.maxBytes()),
          null);
    }
    if (undurable.bytes() >= MAX_UNDURABLE_BYTES) {
      // In memory there is room for no more, whatever the disk takes without keeping it.
      flush();
    }
    try {
      if (writtenBytes >= settings.segmentBytes()) {
        complete();
      }
      undurable.append(writer(), event, receipt);
      eventsWritten++;
    } catch (EventRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw fault(e);
    }
    exchanges.addAndGet(Ids.isExchange(event.event()) ? 1 : 0);
    measure();
    if (undurable.bytes() >= MAX_UNDURABLE_BYTES) {
      tryFlush();
    }
  }

  private PlxWriter writer() throws IOException {
    PlxWriter open = writer;
    if (open != null) {
      return open;
    }
    Segment begun = planned;
    long before = durable;
    // One that could not be begun is tried again under its name.
    if (begun == null || begun.exchangesBefore() != before) {
      begun = Segment.in(settings.directory(), nextNumber, before, System.currentTimeMillis());
      planned = begun;
      nextNumber++;
    }
    open = beginning.begin(begun.file());
    try {
      undurable.appendAgain(open);
    } catch (IOException e) {
      abandonQuietly(open);
      throw e;
    }
    planned = null;
    written = begun;
    writer = open;
    eventsWritten = undurable.size();
    anyDurable = false;
    dated();
    return open;
  }

  /** What is durable is readable; what may be missing is the index, which nobody here needs. */
  private static void closeQuietly(PlxWriter writer) {
    try {
      writer.close();
    } catch (IOException e) {
      // As said.
    }
  }

  /** What it may hold too many, nobody forwards of it: their number is known. */
  private static void abandonQuietly(PlxWriter writer) {
    try {
      writer.abandon();
    } catch (IOException e) {
      // As said.
    }
  }

  private LogAwayException fault(IOException e) {
    return new LogAwayException(
        "spool %s takes nothing now: %s".formatted(settings.directory(), e.getMessage()), e);
  }

  /**
   * Makes durable what was appended, or as much of it as the disk has room for. Where the disk
   * can't keep what it took, the file ends with what of it is durable, and the rest is written
   * again, to the next one.
   */
  void flush() throws IOException {
    if (undurable.isEmpty()) {
      return;
    }
    try {
      writer().flush();
    } catch (NotDurableException e) {
      end();
      throw fault(e);
    } catch (IOException e) {
      throw fault(e);
    } finally {
      takeKept();
    }
  }

  private void takeKept() {
    anyDurable |= undurable.anyKept();
    measure();
    for (var one = undurable.takeKept(); one != null; one = undurable.takeKept()) {
      durable += one.isExchange() ? 1 : 0;
      state.durable(durable);
      one.receipt().settled(true);
    }
  }

  private void tryFlush() {
    try {
      flush();
    } catch (IOException e) {
      // What was appended is taken all the same; who flushes next is told.
    }
  }

  /** Of the oldest file. */
  private void dated() {
    Segment oldest = complete.isEmpty() ? written : complete.oldest();
    sinceMillis = oldest == null ? 0 : oldest.sinceMillis();
  }

  private void measure() {
    writtenBytes = writer == null ? 0 : writer.bytes();
  }

  /** Completes the file that is written, if there is anything in it. */
  void complete() throws IOException {
    flush();
    if (eventsWritten > 0) {
      end();
    }
  }

  /**
   * Completes the file with what of it is durable, where the disk is full: to forward that makes
   * room. The rest is written again, to the next file.
   */
  void completeDurable() throws IOException {
    try {
      complete();
    } catch (IOException full) {
      if (durable == exchangesBeforeWritten()) {
        throw full;
      }
      end();
    }
  }

  private long exchangesBeforeWritten() {
    return written == null ? durable : written.exchangesBefore();
  }

  private void end() throws IOException {
    Segment segment = written;
    PlxWriter open = writer;
    written = null;
    writer = null;
    eventsWritten = 0;
    measure();
    if (segment == null || open == null) {
      return;
    }
    if (undurable.isEmpty()) {
      closeQuietly(open);
    } else {
      abandonQuietly(open);
    }
    if (anyDurable) {
      add(segment, Files.size(segment.file()));
    } else {
      planned = segment;
    }
  }

  /** The oldest of the complete files; null if there is none. */
  @Nullable Segment oldest() {
    return complete.oldest();
  }

  /** Whether nothing waits here. */
  boolean isEmpty() {
    return complete.isEmpty() && eventsWritten == 0 && undurable.isEmpty();
  }

  /** How many exchanges a complete file held when it was written. */
  long exchangesIn(Segment segment) {
    long next =
        complete
            .after(segment)
            .or(() -> Optional.ofNullable(written))
            .map(Segment::exchangesBefore)
            .orElse(durable);
    return next - segment.exchangesBefore();
  }

  long size(Segment segment) {
    return complete.size(segment);
  }

  /** All of it is in the log. */
  void delete(Segment segment) throws IOException {
    remove(segment);
    Files.deleteIfExists(segment.file());
  }

  /** Not all of it can be read: it stays for people to look at, and is no part of the spool. */
  Path setAside(Segment segment) throws IOException {
    Path aside = segment.file().resolveSibling(segment.file().getFileName() + ".unreadable");
    try {
      Files.move(segment.file(), aside);
    } catch (NoSuchFileException e) {
      // Somebody has removed it.
    }
    remove(segment);
    return aside;
  }

  private void remove(Segment segment) {
    state.forwarded(Math.max(state.forwarded(), segment.exchangesBefore() + exchangesIn(segment)));
    complete.remove(segment);
    dated();
  }

  /** Bytes of all files, and of what is yet to be written. */
  long bytes() {
    return complete.bytes() + writtenBytes;
  }

  /** How many were ever spooled here. */
  long exchanges() {
    return exchanges.get();
  }

  /** When the oldest file was begun, since the Unix epoch; 0 if there is none. */
  long sinceMillis() {
    return sinceMillis;
  }

  /** Completes what is written, and leaves the directory to whoever comes next. */
  @Override
  public void close() throws IOException {
    try (lock;
        state) {
      complete();
    } finally {
      PlxWriter open = writer;
      if (open != null) {
        end();
      }
      undurable.loseAll();
    }
  }
}
