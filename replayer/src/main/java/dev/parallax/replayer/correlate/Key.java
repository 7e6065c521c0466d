package dev.parallax.replayer.correlate;

import dev.parallax.recorder.hash.Hash;
import dev.parallax.replayer.correlate.place.Trail;
import org.jspecify.annotations.Nullable;

/**
 * What a value is looked up by: itself, if that says enough; else by its noun, too.
 *
 * @param hash of that
 * @param noun what its name says; null of a strong one, where it does not matter
 */
record Key(long hash, boolean strong, @Nullable Noun noun) {

  /** Null if nothing can be told by it. */
  static @Nullable Key of(Trail trail, String value, String target) {
    if (!Strength.usable(value)) {
      return null;
    }
    if (Strength.strong(value)) {
      return new Key(Hash.of(Hash.SEED, value), true, null);
    }
    Noun noun = Noun.of(trail, target);
    return noun.word().isEmpty()
        ? null
        : new Key(Hash.of(Hash.of(Hash.SEED, noun.word()), value), false, noun);
  }

  /** What a response gives: a weak value only where it is somebody's id. */
  static @Nullable Key ofGiven(Trail trail, String value, String target) {
    Key key = of(trail, value, target);
    if (key == null || key.noun() == null) {
      return key;
    }
    boolean cookie = trail.steps().getFirst().equals("cookie");
    return key.noun().isId() && (cookie || isIdentifier(trail, value)) ? key : null;
  }

  /** Words are constants of programs, unless a slug is made of them. */
  private static boolean isIdentifier(Trail trail, String value) {
    return value.chars().anyMatch(Character::isDigit)
        || trail.steps().getLast().toLowerCase(java.util.Locale.ROOT).contains("slug");
  }
}
