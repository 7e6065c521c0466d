package dev.parallax.proxy.downstream;

/**
 * Where an exchange's response goes to and its request comes from: a connection of HTTP/1.1, or one
 * stream of HTTP/2. Knows nothing of exchanges. Confined to the event loop.
 */
interface Downstream {

  /**
   * Writes a response, or a part of its body. Nothing is flushed. Takes ownership.
   *
   * @param part what Netty makes of HTTP: a 1xx is followed by an empty last content
   */
  void write(Object part);

  void flush();

  /** Whether the client takes what is written; else it is told later when it does again. */
  boolean isWritable();

  /** Asks for more of the request. Each call brings one read. */
  void read();

  /** Waits for the client: for more of its request, or that it takes what was written. */
  void awaitProgress();

  /** Waits for the upstream's response to begin. */
  void awaitResponse();

  /** Waits for anything to move in a response under way. */
  void awaitStream();
}
