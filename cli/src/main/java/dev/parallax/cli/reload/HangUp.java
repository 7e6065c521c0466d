package dev.parallax.cli.reload;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by the JDK's {@code sun.misc.Signal}: there is no other way, and the compiler warns of it
 * in a manner that can't be allowed, so that it is looked up when it is needed.
 */
final class HangUp {

  private HangUp() {}

  /**
   * Runs {@code action} at each SIGHUP, on a thread of its own, instead of ending the process. Does
   * nothing where the platform has no such signal; and a process that was started to ignore it, as
   * by nohup, still does.
   */
  static void onEach(Runnable action) {
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
