package dev.parallax.recorder.sanitize.detect;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds values of the {@linkplain Kind#personal() personal} kinds within text, by their form. Time
 * is linear in the text, whatever it holds: each look-around is bounded by the longest form of its
 * kind. Safe on any thread.
 */
public final class Finder {

  /** By which a value is known for what it is, whatever it is called. */
  private static final Finder ALL = new Finder(EnumSet.noneOf(Kind.class), false);

  private final Set<Kind> off;

  /** By the place of the trait for which they look. */
  private final Detector[][] detectors;

  /** The bits of those traits that any of them looks for. */
  private final int traits;

  private Finder(Set<Kind> off, boolean hex) {
    this.off = off;
    List<Detector> on = detectors(off, hex);
    detectors = new Detector[Trait.values().length][];
    for (Trait trait : Trait.values()) {
      detectors[trait.place()] =
          on.stream().filter(one -> one.trait() == trait).toArray(Detector[]::new);
    }
    traits = on.stream().mapToInt(one -> one.trait().bit()).reduce(0, (a, b) -> a | b);
  }

  /**
   * One for values that would pass, in which long runs of hexadecimal digits are secrets, too. Who
   * knows what a value is called asks {@link Thing} about them.
   *
   * @param off kinds that are not looked for
   */
  public static Finder without(Set<Kind> off) {
    EnumSet<Kind> kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(off);
    return new Finder(kinds, true);
  }

  /** Of whatever kind, as {@link #in}. */
  public static List<Find> find(String text) {
    return ALL.in(text);
  }

  /** In this order: of two finds of the same characters, the first counts. */
  private static List<Detector> detectors(Set<Kind> off, boolean hex) {
    List<Detector> on = new ArrayList<>();
    if (!off.contains(Kind.JWT)) {
      on.add(Jwts.signed());
    }
    if (!off.contains(Kind.SECRET)) {
      on.add(new PrivateKeys());
      on.add(Jwts.encrypted());
      on.add(new Userinfo());
      on.add(new Assignments());
      on.add(new Credentials());
    }
    if (!off.contains(Kind.EMAIL)) {
      on.add(new Emails());
    }
    if (!off.contains(Kind.IBAN)) {
      on.add(new Ibans());
    }
    if (!off.contains(Kind.MAC)) {
      on.add(new Macs());
    }
    if (!off.contains(Kind.IP)) {
      on.add(new Ipv6Addresses());
    }
    if (!off.contains(Kind.GEO)) {
      on.add(new Positions());
    }
    if (!off.contains(Kind.NATIONAL_ID)) {
      on.add(new NationalIds());
      on.add(new Passports());
    }
    on.add(
        new Numbers(!off.contains(Kind.CARD), !off.contains(Kind.PHONE), !off.contains(Kind.IP)));
    if (!off.contains(Kind.SECRET)) {
      on.add(new Tokens(hex));
    }
    return on;
  }

  /** As {@link #find}, where the census is taken. */
  static List<Find> find(String text, Census census) {
    return ALL.folded(text, census);
  }

  /** What was found, in order of position, without overlaps. */
  public List<Find> in(String text) {
    return folded(text, Census.of(text));
  }

  private List<Find> folded(String text, Census census) {
    if (census.beyondAscii()) {
      Folded folded = Folded.of(text);
      if (folded != null) {
        return folded.original(in(folded.text(), Census.of(folded.text())));
      }
    }
    return in(text, census);
  }

  private List<Find> in(String text, Census census) {
    int has = census.traits() & traits;
    if (has == 0) {
      return List.of();
    }
    Reading reading = new Reading(text);
    for (; has != 0; has &= has - 1) {
      for (Detector detector : detectors[Integer.numberOfTrailingZeros(has)]) {
        detector.find(reading);
      }
    }
    return reading.finds();
  }

  /** Whether values that are called so are recognised by that. */
  public boolean looksFor(Kind kind) {
    return !off.contains(kind);
  }
}
