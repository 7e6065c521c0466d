package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.detect.Context;
import dev.parallax.recorder.sanitize.detect.Find;
import dev.parallax.recorder.sanitize.detect.Finder;
import dev.parallax.recorder.sanitize.detect.Kind;
import dev.parallax.recorder.sanitize.detect.Thing;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is recognised in a value that may pass: by its form, and by what it is called.
 *
 * @param finder of the kinds that are looked for
 */
record Recognition(Finder finder) {

  /** Of a number, with its letter: more is no number of anybody. */
  private static final int MAX_EXPONENT = 4;

  /** Without what is of a thing, by what the value is called. */
  List<Find> in(Location at, String value) {
    return unexplained(at, value, finder.in(value));
  }

  /** Of which personal kind a number is, in full or with an exponent; null if it is of none. */
  @Nullable Kind number(Location at, String number) {
    List<Find> finds = finder.in(number);
    int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
    if (finds.isEmpty() && exponent > 0 && number.length() - exponent <= MAX_EXPONENT) {
      finds = finder.in(new BigDecimal(number).toPlainString());
    }
    return finds.isEmpty() || unexplained(at, number, finds).isEmpty()
        ? null
        : finds.getFirst().kind();
  }

  /** Whether it is replaced in detect mode, whatever it is, since its name is that of a secret. */
  boolean secret(Location at) {
    return HarmlessValues.secret(at) && finder.looksFor(Kind.SECRET);
  }

  /** Whether it is replaced where values pass, for what it is called. */
  boolean named(Location at, String value) {
    Kind kind = at.nameTells();
    return kind != null && finder.looksFor(kind) && Context.fits(kind, value);
  }

  /** The rule by which that is so. */
  static String named(Location at) {
    Kind kind = at.nameTells();
    return Why.NAMED + (kind == null ? "" : kind.word());
  }

  private static List<Find> unexplained(Location at, String value, List<Find> finds) {
    Thing thing = finds.isEmpty() ? null : at.thing();
    return thing == null
        ? finds
        : finds.stream().filter(find -> !thing.explains(find, value)).toList();
  }
}
