package dev.parallax.proxy;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Lets time pass in which something must not happen. */
final class Waiting {

  private Waiting() {}

  static void during(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
  }
}
