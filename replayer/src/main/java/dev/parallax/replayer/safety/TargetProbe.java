package dev.parallax.replayer.safety;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Finds out whether a leg accepts connections, before the run begins. */
public final class TargetProbe {

  private static final int CONNECT_MILLIS = 5_000;
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();

  private TargetProbe() {}

  /**
   * Connects, again and again until {@code waitFor} has passed; once if it is zero.
   *
   * @throws TargetDown if no connection was accepted by then
   */
  public static void await(Target target, Duration waitFor)
      throws TargetDown, InterruptedException {
    long deadline = System.nanoTime() + waitFor.toNanos();
    while (true) {
      String why;
      try (Socket socket = new Socket()) {
        socket.connect(target.address(), CONNECT_MILLIS);
        return;
      } catch (UnknownHostException e) {
        why = "the name is not known";
      } catch (IOException e) {
        why = "no connection (" + e.getMessage() + ")";
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new TargetDown(
            "%s: %s; start it, or give it time with --wait-for 60s".formatted(target, why));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}
