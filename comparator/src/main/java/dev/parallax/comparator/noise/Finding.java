package dev.parallax.comparator.noise;

import dev.parallax.proto.Divergence;
import java.util.List;
import java.util.OptionalDouble;

/**
 * All divergences of one kind at one location of one endpoint, and what they are put down to.
 *
 * @param endpoint {@code GET /products/{id}}
 * @param location {@code status}, {@code header cache-control}, {@code body /items/*}{@code /price}
 * @param differing exchanges in which it was seen
 * @param compared exchanges of the endpoint in which it could have been seen
 * @param pValue of the discordant-pair test; empty where the cause was decided by repeated attempts
 * @param open what was seen is too weighty to pass for chance, and too little to be told from it
 * @param statement one sentence: what, how often, and by which rule the cause was decided
 * @param examples at least one, at most three, chosen by hash
 */
public record Finding(
    Cause cause,
    String endpoint,
    String location,
    Divergence.Kind kind,
    long differing,
    long compared,
    OptionalDouble pValue,
    boolean open,
    String statement,
    List<Example> examples) {

  public Finding {
    examples = List.copyOf(examples);
  }
}
