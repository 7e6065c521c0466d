package dev.parallax.bench.load.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;

/** Receives what connections are answered, on a thread of its own, and frees them again. */
final class Receiver implements AutoCloseable {

  private final Selector selector = Selector.open();
  private final Queue<Connection> free;
  private final Histogram waits = new Histogram();
  private final Thread thread = new Thread(this::receive, "receiver");
  private volatile boolean ended;
  private volatile long answered;
  private volatile long errors;

  Receiver(Queue<Connection> free) throws IOException {
    this.free = free;
  }

  void add(Connection connection) throws IOException {
    connection.channel().configureBlocking(false);
    connection.channel().register(selector, SelectionKey.OP_READ, connection);
  }

  void start() {
    thread.start();
  }

  long answered() {
    return answered;
  }

  /** Statuses of 400 and above, which are answers too, are counted with connections that failed. */
  long errors() {
    return errors;
  }

  /** Ends the thread; what was waited for is whole then. */
  Histogram stop() throws InterruptedException {
    ended = true;
    selector.wakeup();
    thread.join();
    return waits;
  }

  private void receive() {
    try {
      while (!ended) {
        selector.select(this::receive);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Written by this thread only.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void receive(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    try {
      int status = connection.receive();
      if (status == 0) {
        return;
      }
      waits.record(System.nanoTime() - connection.plannedNanos());
      if (status >= 400) {
        errors++;
      } else {
        answered++;
      }
      free.add(connection);
    } catch (IOException failed) {
      errors++;
      key.cancel();
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    selector.close();
  }
}
