package dev.parallax.recorder.sanitize.pseudonym;

import dev.parallax.recorder.recent.Recent;
import dev.parallax.recorder.sanitize.detect.Addresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Pseudonyms of mail addresses, addresses of networks and UUIDs: valid, and nobody's. */
final class Names {

  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LOCAL_CHARS = 12;
  private static final int HOST_CHARS = 6;

  private static final int MAX_HOSTS = 256;

  private final Keyed keyed;
  private final Digits digits;
  private final Recent<String, String> hosts = new Recent<>(MAX_HOSTS);

  Names(Keyed keyed, Digits digits) {
    this.keyed = keyed;
    this.digits = digits;
  }

  /** In the reserved domain {@code .invalid} (RFC 2606); one label for each real domain. */
  Pseudonym email(String value) {
    int at = value.lastIndexOf('@');
    String written = value.substring(at + 1);
    String host = written.toLowerCase(Locale.ROOT);
    String canonical = host.equals(written) ? value : value.substring(0, at + 1) + host;
    String label = hosts.get(host, this::hostLabel);
    String local = base32(keyed.stream("email", canonical).next(), LOCAL_CHARS);
    return new Pseudonym("u_" + local + '@' + label + ".invalid", true);
  }

  private String hostLabel(String host) {
    return base32(keyed.stream("email host", host).next(), HOST_CHARS);
  }

  /** IPv4 in 10.0.0.0/8, which has not room for all; IPv6 in 2001:db8::/32 (RFC 3849). */
  Pseudonym ip(String value) {
    InetAddress address = Addresses.parse(value);
    if (address == null) {
      throw new IllegalArgumentException("not an IP address");
    }
    int percent = value.indexOf('%');
    String zone = percent < 0 ? "" : value.substring(percent);
    byte[] bits = keyed.digest("ip", address.getAddress());
    if (address instanceof Inet4Address) {
      String quad = "10." + (bits[0] & 0xff) + '.' + (bits[1] & 0xff) + '.' + (bits[2] & 0xff);
      return new Pseudonym(value.indexOf(':') < 0 ? quad : "::ffff:" + quad, false);
    }
    StringBuilder out = new StringBuilder("2001:db8");
    for (int i = 0; i < 12; i += 2) {
      out.append(':').append(Integer.toHexString((bits[i] & 0xff) << 8 | (bits[i + 1] & 0xff)));
    }
    return new Pseudonym(out.append(zone).toString(), true);
  }

  /**
   * Locally administered, with signs and case as they were; of a group if it was of one. Those that
   * a maker gave are injective among themselves; those that already were local have the same room.
   */
  Pseudonym mac(String value) {
    String hex = value.replaceAll("[^0-9A-Fa-f]", "");
    boolean upper = !hex.equals(hex.toLowerCase(Locale.ROOT));
    long bits = Long.parseUnsignedLong(hex, 16);
    int length = 4 * hex.length();
    boolean local = (bits >>> (length - 7) & 1) == 1;
    boolean group = (bits >>> (length - 8) & 1) == 1;
    int below = length - 8;
    long tail = bits & ((1L << below) - 1);
    long head = bits >>> (length - 6) & 0x3f;
    long permuted =
        digits.below(
            "mac" + (local ? " local" : "") + (group ? " group" : ""),
            1L << (length - 2),
            head << below | tail);
    long first = permuted >>> below << 2 | 2 | (group ? 1 : 0);
    long fresh = first << below | (permuted & ((1L << below) - 1));
    String figures = ("%0" + hex.length() + "x").formatted(fresh);
    StringBuilder out = new StringBuilder(value.length());
    int next = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean digit = Character.digit(c, 16) >= 0;
      char is = digit ? figures.charAt(next++) : c;
      out.append(digit && upper ? Character.toUpperCase(is) : is);
    }
    return new Pseudonym(out.toString(), !local);
  }

  /** Version, variant and case stay. */
  Pseudonym uuid(String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    KeyedStream stream = keyed.stream("uuid", lower);
    int letterCase = value.equals(lower) ? 0 : 0x20;
    byte[] out = new byte[36];
    long random = 0;
    for (int i = 0; i < 36; i++) {
      char c = value.charAt(i);
      random = i % 16 == 0 ? stream.next() : random >>> 4;
      if (c == '-' || i == 14) {
        out[i] = (byte) c;
        continue;
      }
      int bits = (int) random & 0xf;
      int digit = Character.forDigit(i == 19 ? variant(Character.digit(c, 16), bits) : bits, 16);
      out[i] = (byte) (digit > '9' ? digit ^ letterCase : digit);
    }
    return new Pseudonym(new String(out, StandardCharsets.ISO_8859_1), true);
  }

  /** RFC 9562, section 4.1: the variant's bits are those up to the first 0, at most three. */
  private static int variant(int was, int random) {
    int mask = was < 8 ? 0b1000 : was < 12 ? 0b1100 : 0b1110;
    return (was & mask) | (random & ~mask & 0b1111);
  }

  /**
   * @param chars at most 12
   */
  private static String base32(long random, int chars) {
    byte[] out = new byte[chars];
    for (int i = 0; i < chars; i++) {
      out[i] = (byte) BASE32.charAt((int) (random >>> (5 * i)) & 0x1f);
    }
    return new String(out, StandardCharsets.ISO_8859_1);
  }
}
