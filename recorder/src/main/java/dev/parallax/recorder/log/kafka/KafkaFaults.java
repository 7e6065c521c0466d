package dev.parallax.recorder.log.kafka;

import dev.parallax.recorder.log.EventRefusedException;
import dev.parallax.recorder.log.LogAwayException;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Says in one line what Kafka refused or failed at, and which cluster it was. */
final class KafkaFaults {

  private final String bootstrap;

  KafkaFaults(String bootstrap) {
    this.bootstrap = bootstrap;
  }

  EventRefusedException refused(String what, Throwable fault) {
    return new EventRefusedException(at(what, words(fault)), fault);
  }

  /** What Kafka's clients do: they throw unchecked, also what the world is to blame for. */
  interface Operation<T> {
    T run() throws IOException;
  }

  /**
   * @param what was tried: "could not be read"
   */
  <T> T guard(String what, Operation<T> operation) throws IOException {
    try {
      return operation.run();
    } catch (InterruptException e) {
      // Kafka leaves the thread's interrupt set.
      throw (IOException) new InterruptedIOException(at(what, "interrupted")).initCause(e);
    } catch (KafkaException | IllegalArgumentException e) {
      throw of(what, e);
    }
  }

  IOException of(String what, Throwable fault) {
    return new IOException(at(what, words(fault)), fault);
  }

  /** Likewise, of what may go well later. */
  LogAwayException away(String what, Throwable fault) {
    return new LogAwayException(at(what, words(fault)), fault);
  }

  /** Whether Kafka refused this very event, so that to send it again is no use. */
  static boolean isOfTheEvent(@Nullable Throwable fault) {
    return fault instanceof RecordTooLargeException
        || fault instanceof RecordBatchTooLargeException
        || fault instanceof InvalidRecordException
        || fault instanceof InvalidTimestampException
        || fault instanceof SerializationException;
  }

  private String at(String what, String why) {
    return "Kafka at %s %s: %s".formatted(bootstrap, what, why);
  }

  /** The innermost words that say anything: Kafka wraps what went wrong in what it was doing. */
  static String words(Throwable fault) {
    Throwable cause = rootOf(fault);
    String message = cause.getMessage();
    if (fault instanceof ConfigException || cause instanceof ConfigException) {
      return message == null ? "its configuration is refused" : message;
    }
    if (cause instanceof TimeoutException) {
      return "no answer in time" + (message == null ? "" : " (" + message + ")");
    }
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static Throwable rootOf(Throwable fault) {
    Throwable root = fault;
    for (@Nullable Throwable next = root.getCause();
        next instanceof KafkaException;
        next = root.getCause()) {
      root = next;
    }
    return root;
  }
}
