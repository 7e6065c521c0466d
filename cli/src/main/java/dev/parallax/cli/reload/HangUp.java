package dev.parallax.cli.reload;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by the JDK's {@code sun.misc.Signal}: there is no other way, and the compiler warns of it
 * in a manner that can't be allowed, so that it is looked up when it is needed.
 */
public final class HangUp {

  /** Those that nobody has answered yet. */
  private static final Semaphore HELD = new Semaphore(0);

  private static final AtomicReference<Optional<Runnable>> ANSWER =
      new AtomicReference<>(Optional.empty());

  private HangUp() {}

  /**
   * From now on SIGHUP does not end the process: each is kept until somebody answers. To be called
   * before all else, since whoever starts a proxy may send one at once.
   */
  public static void hold() {
    handle(HangUp::hangUp);
  }

  /**
   * Runs {@code action} at each SIGHUP, on a thread of its own, instead of ending the process; and
   * once for those that were held. Does nothing where the platform has no such signal; and a
   * process that was started to ignore it, as by nohup, still does.
   */
  static void onEach(Runnable action) {
    ANSWER.set(Optional.of(action));
    handle(HangUp::hangUp);
    answerHeld();
  }

  /** Each has a thread of its own, so that one which came before {@link #onEach} may run after. */
  private static void hangUp() {
    HELD.release();
    answerHeld();
  }

  private static void answerHeld() {
    ANSWER.get().filter(_ -> HELD.drainPermits() > 0).ifPresent(Runnable::run);
  }

  private static void handle(Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      MethodHandle run =
          MethodHandles.lookup()
              .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
              .bindTo(action);
      var _ =
          signal
              .getMethod("handle", signal, handler)
              .invoke(
                  null,
                  signal.getConstructor(String.class).newInstance("HUP"),
                  MethodHandleProxies.asInterfaceInstance(
                      handler, MethodHandles.dropArguments(run, 0, signal)));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      LoggerFactory.getLogger(HangUp.class)
          .atInfo()
          .addKeyValue("error", e.getClass().getName())
          .log("no SIGHUP here: a configuration is reloaded when its file changes");
    }
  }
}
