package dev.parallax.cli.command;

import dev.parallax.recorder.log.EventReader;
import dev.parallax.recorder.log.SelectedReader;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaWindow;
import java.io.IOException;
import java.nio.file.Path;

/** Where recorded events are read: a capture file, or a window of the log in Kafka. */
sealed interface LogSource extends AutoCloseable {

  /** For people: the file, or where the log is. */
  String name();

  /** For people: the same, and the service where only one's exchanges are read. */
  default String selected() {
    String service = selection().service();
    return service.isEmpty() ? name() : "%s, service %s".formatted(name(), service);
  }

  /** The window's exchanges, and what accounts for them; the caller closes it. */
  EventReader open() throws IOException;

  /**
   * All that is at hand beside, of other times and services: what production served there is
   * refused as a target too.
   */
  EventReader openWhole() throws IOException;

  Selection selection();

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
      return window.open();
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
