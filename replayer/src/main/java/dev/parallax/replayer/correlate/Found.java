package dev.parallax.replayer.correlate;

import java.util.List;

/**
 * What one exchange needs and gives.
 *
 * @param product what becomes of it at each leg is kept there
 */
record Found(List<Edge> edges, Session session, Product product) {

  Found {
    edges = List.copyOf(edges);
  }
}
