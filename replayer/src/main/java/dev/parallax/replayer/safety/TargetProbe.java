package dev.parallax.replayer.safety;

import dev.parallax.replayer.safety.Http2Share.Part;
import dev.parallax.replayer.wire.Wire;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;

/** Finds out whether a leg can be spoken to, before the run begins. */
public final class TargetProbe {

  private static final int CONNECT_MILLIS = 5_000;
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private static final String START = "start it, or give it time with --wait-for 60s";

  private TargetProbe() {}

  /**
   * Connects, shakes hands where TLS is spoken, and greets by HTTP/2 where that is to be spoken:
   * again and again until {@code waitFor} has passed; once if it is zero. A leg that no attempt
   * could reach is no evidence of a build.
   *
   * @return a warning, in one sentence, where only a part of the run can be sent
   * @throws TargetDown if nothing could be sent by then: in one sentence, with the reason
   */
  public static Optional<String> await(Target target, Wire wire, Http2Share http2, Duration waitFor)
      throws TargetDown, InterruptedException {
    Http2Share.Need need = target.tls() ? http2.tls() : http2.plain();
    long deadline = System.nanoTime() + waitFor.toNanos();
    while (true) {
      String why;
      try {
        if (isSpokenTo(target, wire, need.part())) {
          return Optional.empty();
        }
        if (need.part() == Part.SOME) {
          return Optional.of("%s: %s".formatted(target, need.missing()));
        }
        why = need.missing();
      } catch (UnknownHostException e) {
        why = "the name is not known; " + START;
      } catch (SSLException e) {
        why = Handshake.failed(e);
      } catch (IOException e) {
        why = "no connection (" + e.getMessage() + "); " + START;
      }
      if (System.nanoTime() - deadline >= 0) {
        throw new TargetDown("%s: %s".formatted(target, why));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private static boolean isSpokenTo(Target target, Wire wire, Part http2) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(target.address(), CONNECT_MILLIS);
      socket.setSoTimeout(CONNECT_MILLIS);
      if (target.tls()) {
        return Handshake.isAgreed(socket, target, wire.tls(), http2);
      }
      return http2 == Part.NONE || Http2Greeting.isAnswered(socket);
    }
  }
}
