package dev.parallax.proxy.headers;

import dev.parallax.proxy.headers.Forwarding.Trace;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context: a valid {@code traceparent} passes as it is, since this proxy makes no spans;
 * an invalid one must not be taken further (section 3.2.2.2 there), and falls with its {@code
 * tracestate}.
 */
final class TraceParent {

  private static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
  private static final AsciiString TRACESTATE = AsciiString.cached("tracestate");

  /** version "-" trace-id "-" parent-id "-" trace-flags. */
  private static final int LENGTH = 2 + 1 + 32 + 1 + 16 + 1 + 2;

  private TraceParent() {}

  static void continueOrCreate(HttpHeaders headers, Trace trace) {
    @Nullable String parent = headers.get(TRACEPARENT);
    if (parent != null) {
      if (isValid(parent) && headers.getAll(TRACEPARENT).size() == 1) {
        return;
      }
      headers.remove(TRACEPARENT);
      headers.remove(TRACESTATE);
    }
    switch (trace) {
      case CONTINUE -> {}
      case UNSAMPLED -> start(headers, "00");
      case SAMPLED -> start(headers, "01");
    }
  }

  /** A trace of its own: what another one left goes. */
  private static void start(HttpHeaders headers, String flags) {
    headers.remove(TRACESTATE);
    headers.add(TRACEPARENT, create(flags));
  }

  private static String create(String flags) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    // Neither id may be all zero.
    return "00-"
        + hex.toHexDigits(random.nextLong())
        + hex.toHexDigits(random.nextLong() | 1)
        + '-'
        + hex.toHexDigits(random.nextLong() | 1)
        + '-'
        + flags;
  }

  /** Of version 00, or of a later one that begins like it. */
  static boolean isValid(String parent) {
    if (parent.length() < LENGTH || parent.startsWith("ff")) {
      return false;
    }
    boolean exact = parent.length() == LENGTH;
    if (parent.startsWith("00") ? !exact : !exact && parent.charAt(LENGTH) != '-') {
      return false;
    }
    return isHex(parent, 0, 2)
        && parent.charAt(2) == '-'
        && isId(parent, 3, 35)
        && parent.charAt(35) == '-'
        && isId(parent, 36, 52)
        && parent.charAt(52) == '-'
        && isHex(parent, 53, 55);
  }

  private static boolean isId(String text, int start, int end) {
    if (!isHex(text, start, end)) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }
}
