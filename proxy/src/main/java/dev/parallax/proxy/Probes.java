package dev.parallax.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Tries whether upstreams can be connected to: all at once, and in one time for all, however many
 * do not answer and however long their names take to look up.
 *
 * @param isReachable may block, and is interrupted when the time is over
 */
record Probes(Predicate<InetSocketAddress> isReachable, Duration timeout) {

  /** By a connection, which is closed at once. */
  static Probes within(Duration timeout) {
    // 0 would be no limit.
    int millis = Math.max(1, Math.toIntExact(timeout.toMillis()));
    return new Probes(address -> connects(address, millis), timeout);
  }

  private static boolean connects(InetSocketAddress unresolved, int millis) {
    try (Socket probe = new Socket()) {
      probe.connect(
          new InetSocketAddress(unresolved.getHostString(), unresolved.getPort()), millis);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Those of the addresses that did not answer in time, in their order; none if interrupted. */
  List<URI> unreachable(Map<InetSocketAddress, URI> upstreams) {
    List<Callable<Boolean>> probes = new ArrayList<>();
    upstreams.keySet().forEach(address -> probes.add(() -> isReachable.test(address)));
    // Not closed, as that would wait for a name that is still looked up.
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Boolean>> ended =
          threads.invokeAll(probes, timeout.toNanos(), TimeUnit.NANOSECONDS);
      List<URI> all = List.copyOf(upstreams.values());
      List<URI> unreachable = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        Future<Boolean> probe = ended.get(i);
        if (probe.state() != Future.State.SUCCESS || !probe.resultNow()) {
          unreachable.add(all.get(i));
        }
      }
      return unreachable;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } finally {
      threads.shutdownNow();
    }
  }
}
