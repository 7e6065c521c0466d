package dev.parallax.recorder.log.kafka;

/** Hears how the opening of a log in Kafka gets on. Called on the opening's own thread. */
@FunctionalInterface
public interface Opening {

  /** One sentence: how topics differ from the layout; or, once, that Kafka does not answer. */
  void warned(String sentence);

  /** From now on what is appended goes to Kafka. */
  default void opened() {}
}
