package dev.parallax.bench.leak.wire;

import dev.parallax.bench.leak.place.Planned.Delivery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Sends many exchanges from a few clients at once. */
public final class Traffic {

  private static final int CLIENTS = 8;

  private Traffic() {}

  /**
   * Sends each and waits for its answer.
   *
   * @param plants made as they are needed, since all together are too many to hold
   * @param progress is told how many were sent
   */
  public static void send(
      int port, Origin origin, int count, IntFunction<Plant> plants, IntConsumer progress)
      throws IOException, InterruptedException {
    AtomicInteger next = new AtomicInteger();
    try (Http2Client http2 = new Http2Client(port);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(
            clients.submit(
                () -> {
                  try (Client client = new Client(port)) {
                    for (int at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
                      send(plants.apply(at), client, http2, origin);
                      progress.accept(at);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a client failed", e.getCause());
    }
  }

  private static void send(Plant plant, Client client, Http2Client http2, Origin origin)
      throws IOException, InterruptedException {
    origin.expect(plant);
    boolean aborted = !plant.planned().requestFraming().keepsAlive();
    if (plant.planned().delivery() == Delivery.HTTP2) {
      http2.send(plant);
    } else {
      client.send(plant);
    }
    if (aborted) {
      origin.mayNotHaveSeen(plant);
    } else {
      origin.forget(plant);
    }
  }
}
