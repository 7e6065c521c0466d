package dev.parallax.recorder.log;

import com.google.protobuf.CodedInputStream;
import dev.parallax.proto.CaptureIndex;
import dev.parallax.proto.Event;
import dev.parallax.proto.SuiteProvenance;
import dev.parallax.recorder.log.SectionHeader.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture file, whole or damaged, closed or still being written: what is in it when it is
 * opened. Confined to one thread. Holds one block in memory.
 *
 * <p>Damage is not an exception: what is whole is read, and {@link #damage} tells what was not.
 * Only a file that is no capture file, or that the system can't read, makes an {@link IOException}.
 */
public final class PlxReader implements EventReader {

  private final FileChannel channel;
  private final Sections sections;
  private final Window window;
  private final Optional<CaptureIndex> index;
  private final Set<Long> outside;
  private final Queue<Event> block = new ArrayDeque<>();

  private PlxReader(Path file, FileChannel channel, Window window) throws IOException {
    this.channel = channel;
    this.window = window;
    long size = channel.size();
    sections = new Sections(channel, size, checkFileHeader(file, channel));
    index = PlxIndex.read(channel, size);
    outside = index.map(blocks -> PlxIndex.outside(blocks, window)).orElse(Set.of());
  }

  /** Reads all events. */
  public static PlxReader open(Path file) throws IOException {
    return open(file, Window.all());
  }

  /**
   * Reads the exchanges that started in the window, and all events of other kinds. Where the file
   * has an index, blocks without any are not read.
   *
   * @throws NoCaptureFileException in one clear line, if there is none to read
   * @throws IOException if the system can't open or read it now
   */
  public static PlxReader open(Path file, Window window) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new NoCaptureFileException("%s: no such file".formatted(file), e);
    }
    try {
      return new PlxReader(file, channel, window);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public @Nullable Event next() throws IOException {
    while (true) {
      Event event = block.poll();
      if (event == null) {
        if (!readBlock()) {
          return null;
        }
      } else if (!event.hasExchange() || window.contains(event.getExchange().getStartedAtNanos())) {
        return event;
      }
    }
  }

  @Override
  public Optional<FileDamage> damage() {
    return sections.damage();
  }

  /**
   * What the file says of itself: time range, counts and endpoints by block. Empty if the file was
   * not closed, or if its end is damaged.
   */
  public Optional<CaptureIndex> index() {
    return index;
  }

  @Override
  public Optional<SuiteProvenance> provenance() {
    return index.filter(CaptureIndex::hasProvenance).map(CaptureIndex::getProvenance);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private boolean readBlock() throws IOException {
    SectionHeader header = sections.next();
    while (header != null && header.kind() == Kind.BLOCK) {
      if (outside.contains(sections.offset())) {
        sections.skip(header);
      } else if (readEvents(header)) {
        return true;
      }
      header = sections.next();
    }
    if (header != null) {
      sections.finish(header);
    }
    return false;
  }

  private boolean readEvents(SectionHeader header) throws IOException {
    Optional<List<Event>> events =
        sections.content(header).flatMap(content -> parse(content, header.entries()));
    if (events.isEmpty()) {
      sections.giveUp();
      return false;
    }
    sections.skip(header);
    block.addAll(events.get());
    return true;
  }

  private static boolean checkFileHeader(Path file, FileChannel channel) throws IOException {
    try {
      return PlxFormat.checkFileHeader(PlxFormat.read(channel, 0, PlxFormat.FILE_HEADER_BYTES));
    } catch (NoCaptureFileException e) {
      throw new NoCaptureFileException("%s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new IOException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Optional<List<Event>> parse(byte[] content, int count) {
    List<Event> events = new ArrayList<>();
    CodedInputStream in = CodedInputStream.newInstance(content);
    try {
      while (!in.isAtEnd()) {
        int bytes = in.readRawVarint32();
        int from = in.getTotalBytesRead();
        in.skipRawBytes(bytes);
        events.add(Event.parser().parseFrom(content, from, bytes));
      }
    } catch (IOException damaged) {
      return Optional.empty();
    }
    return events.size() == count ? Optional.of(events) : Optional.empty();
  }
}
