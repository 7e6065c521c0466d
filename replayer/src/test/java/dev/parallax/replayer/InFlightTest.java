package dev.parallax.replayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InFlightTest {

  private final InFlight inFlight = new InFlight(2);
  private final List<String> had = Collections.synchronizedList(new ArrayList<>());

  @Test
  void givesPlacesInTheOrderInWhichTheyAreAskedFor() throws InterruptedException {
    inFlight.acquire();
    inFlight.acquire();
    List<Thread> threads = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Thread thread = thread(name, inFlight::acquire);
      threads.add(thread);
      awaitWaiting(thread);
    }
    assertThat(had).isEmpty();

    for (Thread thread : threads) {
      inFlight.release();
      thread.join();
    }
    assertThat(had).containsExactly("a", "b", "c");
  }

  /** A place that has just become free is for those that wait, though they are yet to wake up. */
  @Test
  void letsNobodyOvertakeThoseThatWait() throws InterruptedException {
    inFlight.acquire();
    inFlight.acquire();
    for (String name : List.of("a", "b")) {
      awaitWaiting(thread(name, () -> passThrough(name)));
    }

    inFlight.release();
    passThrough("the last to ask");

    assertThat(had).containsSubsequence("a", "b", "the last to ask");
  }

  @Test
  void holdsBackWhoeverWouldOnlyWaitBehindAsManyAsThereArePlaces() throws InterruptedException {
    inFlight.acquire();
    inFlight.acquire();
    awaitWaiting(thread("a", inFlight::acquire));
    inFlight.awaitFewWaiting();
    awaitWaiting(thread("b", inFlight::acquire));

    Thread planner = thread("planner", inFlight::awaitFewWaiting);
    awaitWaiting(planner);
    assertThat(had).isEmpty();

    inFlight.release();
    planner.join();
    assertThat(had).contains("planner");
  }

  @Test
  void countsNoneThatGaveUpWaiting() throws InterruptedException {
    inFlight.acquire();
    inFlight.acquire();
    for (String name : List.of("a", "b")) {
      Thread thread = thread(name, inFlight::acquire);
      awaitWaiting(thread);
      thread.interrupt();
      thread.join();
    }

    inFlight.awaitFewWaiting();
    assertThat(had).isEmpty();
  }

  private void passThrough(String name) throws InterruptedException {
    inFlight.acquire();
    had.add(name);
    inFlight.release();
  }

  private interface Blocking {
    void run() throws InterruptedException;
  }

  private Thread thread(String name, Blocking work) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                work.run();
                had.add(name);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void awaitWaiting(Thread thread) {
    await().until(() -> thread.getState() == Thread.State.WAITING);
  }
}
