package dev.parallax.proxy;

import dev.parallax.proxy.WireTable.Row;
import java.util.List;
import java.util.SplittableRandom;

/** Makes bad requests of good ones and worse ones of bad: the same from the same seed. */
final class MutatedRequests {

  private static final List<String> SIGNS =
      List.of(
          "\r", "\n", "\r\n", " ", "\t", "\0", "\u000b", "\u00ff", ":", ";", ",", "=", "\"", "0",
          "1", "a", "-", "+", "_", "/", "#", "@", "%");

  private static final List<String> PARTS =
      List.of(
          "Content-Length: 5\r\n",
          "Content-Length: 0\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Transfer-Encoding: identity\r\n",
          "Host: b\r\n",
          "Connection: close\r\n",
          "Connection: content-length, transfer-encoding\r\n",
          "Expect: 100-continue\r\n",
          " folded\r\n",
          "5\r\nhello\r\n",
          "0\r\n\r\n",
          "\r\n\r\n",
          "HTTP/1.0",
          "http://b",
          "GET /hidden HTTP/1.1\r\nHost: hidden\r\n\r\n");

  /** What to start from: requests that are served, and others. */
  record Originals(List<String> good, List<String> bad) {

    static Originals of(List<Row> table) {
      return new Originals(requests(table, true), requests(table, false));
    }

    private static List<String> requests(List<Row> table, boolean good) {
      return table.stream()
          .filter(row -> row.text('<').endsWith("200 open") == good)
          .map(row -> WireTable.bytes(row.text('>')))
          .toList();
    }
  }

  private final List<String> good;
  private final List<String> bad;
  private final SplittableRandom random;

  MutatedRequests(Originals originals, long seed) {
    this.good = originals.good();
    this.bad = originals.bad();
    this.random = new SplittableRandom(seed);
  }

  /** One to three requests, one after another, mostly good, with up to three changes. */
  String next() {
    StringBuilder bytes = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes.append(any(random.nextInt(8) == 0 ? bad : good));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      change(bytes);
    }
    return bytes.toString();
  }

  /** Where to cut {@code bytes}, in ascending order. */
  int[] cuts(String bytes) {
    return random.ints(random.nextInt(1, 8), 0, bytes.length()).sorted().toArray();
  }

  private void change(StringBuilder bytes) {
    int at = random.nextInt(bytes.length() + 1);
    int end = Math.min(bytes.length(), at + 1 + random.nextInt(1, 12));
    switch (random.nextInt(9)) {
      case 0 -> bytes.insert(at, any(SIGNS));
      case 1 -> bytes.insert(at, any(PARTS));
      case 2 -> bytes.delete(at, end);
      case 3 -> bytes.insert(at, bytes.substring(at, end));
      case 4 -> bytes.insert(at, slice(any(random.nextBoolean() ? bad : good)));
      case 5 -> bytes.replace(at, Math.min(bytes.length(), at + 1), any(SIGNS));
      case 6 -> flip(bytes, at);
      case 7 -> insertLine(bytes, at);
      default -> replaceLineEnd(bytes, at);
    }
    if (bytes.isEmpty()) {
      bytes.append('G');
    }
  }

  private void flip(StringBuilder bytes, int at) {
    if (at < bytes.length()) {
      bytes.setCharAt(at, (char) (bytes.charAt(at) ^ (1 << random.nextInt(8))));
    }
  }

  private void insertLine(StringBuilder bytes, int from) {
    int lineEnd = bytes.indexOf("\r\n", from);
    bytes.insert(lineEnd < 0 ? bytes.length() : lineEnd + 2, any(PARTS));
  }

  private void replaceLineEnd(StringBuilder bytes, int from) {
    int lineEnd = bytes.indexOf("\r\n", from);
    if (lineEnd >= 0) {
      bytes.replace(lineEnd, lineEnd + 2, any(SIGNS));
    }
  }

  private String slice(String text) {
    int start = random.nextInt(text.length());
    return text.substring(start, random.nextInt(start, text.length()) + 1);
  }

  private String any(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
