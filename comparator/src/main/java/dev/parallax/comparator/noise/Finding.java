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

  /** What the actual answer did, after the location: {@code changed its type}. */
  public String change() {
    return switch (kind) {
      case VALUE -> "has another value";
      case TYPE -> "changed its type";
      case MISSING -> "is missing";
      case EXTRA -> "is extra";
      case ORDER -> "changed its order";
      case LENGTH -> "changed its length";
      case REPRESENTATION -> "is written differently";
      case OUTCOME -> "is another";
      case KIND_UNSPECIFIED, UNRECOGNIZED -> "differs";
    };
  }

  /** In words: {@code body /price changed its type: differs in 2 of 3 exchanges, …}. */
  public String sentence() {
    return location + " " + change() + ": " + statement;
  }
}
