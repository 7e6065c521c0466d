package dev.parallax.recorder.sanitize.detect;

/** IPv6 addresses, with their zone if they have one (RFC 4291, RFC 6874). */
final class Ipv6Addresses implements Detector {

  /** Of an interface's name. */
  private static final int MAX_ZONE = 15;

  @Override
  public Trait trait() {
    return Trait.IPV6;
  }

  @Override
  public void find(Reading reading) {
    String text = reading.text();
    for (int at = 0; at < text.length(); at++) {
      if (!Addresses.ipv6(text.charAt(at))) {
        continue;
      }
      int end = Addresses.ipv6RunEnd(text, at);
      int trimmed = end;
      while (trimmed > at && text.charAt(trimmed - 1) == '.') {
        trimmed--;
      }
      if (reading.wordStarts(at) && reading.wordEnds(end) && Addresses.isIpv6(text, at, trimmed)) {
        reading.add(at, trimmed == end ? zoneEnd(reading, end) : trimmed, Kind.IP);
      }
      at = end;
    }
  }

  private static int zoneEnd(Reading reading, int start) {
    String text = reading.text();
    int end = start;
    if (end < text.length() && text.charAt(end) == '%') {
      end++;
      while (end < text.length() && end - start <= MAX_ZONE && zone(text.charAt(end))) {
        end++;
      }
    }
    return end > start + 1 && reading.wordEnds(end) ? end : start;
  }

  private static boolean zone(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
  }
}
