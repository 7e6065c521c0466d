package dev.parallax.cli.command;

import dev.parallax.proto.Event;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.EndpointLearning;
import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.SelectedReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaWindow;
import dev.parallax.recorder.where.Where;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where recorded events are read: a capture file, or a window of the log in Kafka. */
sealed interface LogSource extends AutoCloseable {

  /** For people: the file, or where the log is. */
  String name();

  /** For people: the same, and what is read of it where that is not all. */
  default String selected() {
    String service = selection().service();
    String of = service.isEmpty() ? name() : "%s, service %s".formatted(name(), service);
    return selection().where().isAll() ? of : "%s, where %s".formatted(of, selection().where());
  }

  /** The window's exchanges, and what accounts for them; the caller closes it. */
  EventReader open() throws IOException;

  /**
   * All that is at hand beside, of other times and services: what production served there is
   * refused as a target too.
   */
  EventReader openWhole() throws IOException;

  Selection selection();

  /** The same, of which only some exchanges are meant. */
  LogSource where(Where meant);

  /** What endpoints the window's exchanges have, whichever are meant. Reads it. */
  default List<TemplateSet> endpoints() throws IOException {
    EndpointLearning learning = new EndpointLearning();
    try (EventReader reader = where(Where.all()).open()) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        if (event.hasExchange()) {
          learning.add(event.getExchange());
        } else if (event.hasTemplates()) {
          learning.add(event.getTemplates());
        }
      }
    }
    return learning.sets();
  }

  @Override
  void close();

  /** A capture file. */
  record OfFile(Path file, Selection selection) implements LogSource {

    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public EventReader open() {
      return new SelectedReader(CaptureFiles.open(file, selection.window()), selection);
    }

    @Override
    public LogSource where(Where meant) {
      return new OfFile(file, selection.where(meant));
    }

    @Override
    public EventReader openWhole() {
      return CaptureFiles.open(file, Window.all());
    }

    @Override
    public void close() {}
  }

  /** A window of the log, as it stood when it was asked for. */
  record OfKafka(KafkaCluster cluster, KafkaEvents events, KafkaWindow window, Selection selection)
      implements LogSource {

    @Override
    public String name() {
      return "Kafka at " + events.bootstrap();
    }

    @Override
    public EventReader open() throws IOException {
      return new SelectedReader(window.openWhole(), selection);
    }

    @Override
    public LogSource where(Where meant) {
      return new OfKafka(cluster, events, window, selection.where(meant));
    }

    @Override
    public EventReader openWhole() throws IOException {
      return window.openWhole();
    }

    @Override
    public void close() {
      events.close();
      cluster.close();
    }
  }
}
