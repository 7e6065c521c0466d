package dev.parallax.replayer.correlate;

/**
 * One value of a request and where it comes from, to be shown.
 *
 * @param place in the request
 * @param giver id of the exchange that gave it
 * @param given where its response has it
 * @param score more is surer
 * @param why in a few words
 */
public record Binding(String place, String giver, String given, double score, String why) {

  static Binding of(Edge edge) {
    return new Binding(
        edge.target().toString(),
        edge.source().product().id(),
        edge.source().place().toString(),
        edge.score(),
        edge.why());
  }
}
