package dev.parallax.cli.command;

import dev.parallax.recorder.Recorder;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.LogLayout;
import dev.parallax.recorder.log.kafka.Opening;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Future;

/**
 * Tells how the log's opening gets on; and once it is open, begins with what it knows of the
 * service's paths. The proxy serves and records meanwhile.
 *
 * @param recorder what writes to the log, once it is started
 */
record LogStart(
    KafkaSettings settings,
    LogLayout layout,
    String service,
    Future<Recorder> recorder,
    PrintWriter err)
    implements Opening {

  @Override
  public void warned(String sentence) {
    err.println("parallax proxy: warning: " + sentence);
  }

  @Override
  public void opened() {
    err.printf("parallax proxy: the log in Kafka at %s is open%n", settings.bootstrap());
    try (KafkaEvents events = KafkaEvents.connect(settings, layout)) {
      recorder.get().adopt(events.templates(service));
    } catch (IOException e) {
      warned(
          "what the log knows of paths could not be read, it is learned anew: " + e.getMessage());
    } catch (Exception e) {
      warned("what the log knows of paths could not be read, it is learned anew: " + e);
    }
  }
}
