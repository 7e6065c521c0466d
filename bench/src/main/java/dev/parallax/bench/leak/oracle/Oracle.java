package dev.parallax.bench.leak.oracle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parallax.bench.leak.value.Canary;
import dev.parallax.bench.leak.value.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds secrets in whatever was written: as they are and in part, ASCII case aside, without
 * separators, reversed, in other digits, as digests, and all that again in what percent signs,
 * JSON, HTML, base64, hex and compression hide, four deep. Shares no code with the sanitiser.
 *
 * <p>Memory: some 2 KiB for each secret, and a megabyte. One thread.
 */
public final class Oracle {

  /** Belongs to no exchange. */
  public static final int NOBODY = -1;

  private static final int DEPTH = 4;
  private static final int CHUNK = 1 << 16;
  private static final int OVERLAP = 1 << 10;
  private static final int AROUND = 24;

  private final List<Secret> secrets;
  private final Needles needles;
  private final BitSet leaked = new BitSet();
  private final BitSet suspected = new BitSet();
  private final Map<Integer, String> evidence = new HashMap<>();
  private long bytes;

  private BitSet group = new BitSet();
  private String where = "";
  private int owner = NOBODY;

  public Oracle(List<Secret> secrets) {
    this.secrets = List.copyOf(secrets);
    needles = Needles.of(secrets);
  }

  /**
   * What was recorded of an exchange, or of none.
   *
   * @param owner the number of what was planted in it, or {@link #NOBODY}
   * @param bodies parts of it that may be compressed as a whole
   */
  public void record(String where, int owner, byte[] text, List<byte[]> bodies) {
    this.where = where;
    this.owner = owner;
    group = new BitSet();
    bytes += text.length;
    look("", text, 0);
    for (byte[] body : bodies) {
      for (byte[] inflated : Inflaters.whole(body)) {
        look("inflated", inflated, 1);
      }
    }
    if (owner != NOBODY && group.cardinality() >= secrets.get(owner).needed()) {
      leak(owner, "as itself", new byte[0], 0);
    }
  }

  /** Anything, to its end. Does not close it. */
  public void stream(String where, InputStream in) throws IOException {
    byte[] chunk = new byte[CHUNK];
    int kept = 0;
    for (int read = in.readNBytes(chunk, 0, CHUNK);
        read > 0;
        read = in.readNBytes(chunk, kept, CHUNK - kept)) {
      byte[] text = Arrays.copyOf(chunk, kept + read);
      record(where, NOBODY, text, List.of());
      kept = Math.min(OVERLAP, text.length);
      System.arraycopy(text, text.length - kept, chunk, 0, kept);
    }
  }

  private void look(String view, byte[] text, int depth) {
    search(view, text);
    byte[] bare = Decoders.bare(text);
    search(view + " bare", bare);
    search(view + " reversed", Decoders.reversed(bare));
    byte[] compatible = Decoders.compatible(text);
    if (compatible != null) {
      search(view + " compatible", Decoders.bare(compatible));
    }
    if (depth < DEPTH) {
      deeper(view + " percent", Decoders.percent(text), depth);
      deeper(view + " JSON", Decoders.json(text), depth);
      deeper(view + " entities", Decoders.entities(text), depth);
      deeper(view + " quoted-printable", Decoders.quotedPrintable(text), depth);
      deeper(view + " base64", Decoders.base64(text), depth);
      deeper(view + " hex", Decoders.hex(text), depth);
      for (byte[] inflated : Inflaters.within(text)) {
        look(view + " inflated", inflated, depth + 1);
      }
    }
  }

  private void deeper(String view, byte @Nullable [] text, int depth) {
    if (text != null) {
      look(view, text, depth + 1);
    }
  }

  private void search(String view, byte[] text) {
    needles.search(
        text, (who, end, digest) -> leak(who, digest ? view + " digest" : view, text, end));
    if (owner != NOBODY) {
      byte[] folded = Needles.folded(text);
      List<Canary> canaries = secrets.get(owner).canaries();
      for (int i = 0; i < canaries.size(); i++) {
        // Else it is found everywhere.
        if (canaries.get(i).global() > canaries.get(i).local()) {
          local(view, folded, canaries.get(i), i);
        }
      }
    }
  }

  private void local(String view, byte[] folded, Canary canary, int number) {
    byte[] text = Needles.folded(canary.text().getBytes(US_ASCII));
    int at = find(folded, text, canary.local());
    if (at >= 0) {
      group.set(number);
      if (secrets.get(owner).needed() == 1) {
        leak(owner, view, folded, at);
      } else {
        evidence.putIfAbsent(owner, excerpt(view, folded, at));
      }
    } else if (canary.weak() > 0 && find(folded, text, canary.weak()) >= 0) {
      suspected.set(owner);
    }
  }

  /** The end of any window of a canary; -1 if there is none. */
  private static int find(byte[] text, byte[] canary, int window) {
    long firsts = 0;
    for (int from = 0; from + window <= canary.length; from++) {
      firsts |= 1L << canary[from];
    }
    for (int end = window; end <= text.length; end++) {
      byte first = text[end - window];
      for (int from = 0; (firsts & 1L << first) != 0 && from + window <= canary.length; from++) {
        if (first == canary[from]
            && Arrays.equals(text, end - window, end, canary, from, from + window)) {
          return end;
        }
      }
    }
    return -1;
  }

  private void leak(int who, String view, byte[] text, int end) {
    leaked.set(who);
    evidence.putIfAbsent(who, excerpt(view, text, end));
  }

  /** Quotes what was found: no more than a canary. */
  private String excerpt(String view, byte[] text, int end) {
    String around =
        new String(
                text,
                Math.max(0, end - AROUND),
                Math.min(text.length, end) - Math.max(0, end - AROUND),
                ISO_8859_1)
            .replaceAll("[^ -~]", ".");
    return "%s,%s: %s".formatted(where, view.isEmpty() ? " plain" : view, around);
  }

  /** Numbers of the secrets that were found. */
  public BitSet leaked() {
    return (BitSet) leaked.clone();
  }

  /** Of which six or seven digits in a row were found in their own exchange. */
  public BitSet suspected() {
    return (BitSet) suspected.clone();
  }

  /** Where a secret was found first, and how; empty if it was not. */
  public String evidence(int who) {
    return evidence.getOrDefault(who, "");
  }

  /** Looked at so far, before any decoding. */
  public long bytes() {
    return bytes;
  }
}
