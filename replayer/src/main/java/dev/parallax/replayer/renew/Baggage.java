package dev.parallax.replayer.renew;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.proto.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The {@code baggage} of a replayed request (W3C Baggage): what was recorded, and behind it {@code
 * parallax-run}, {@code parallax-exchange} and, where the recording names one, {@code
 * parallax-trace}, the trace that the original was a part of. Services pass it on to those that
 * they call.
 */
public final class Baggage {

  public static final String NAME = "baggage";

  /** Section 3.3.2 there: what every platform takes. */
  private static final int MAX_MEMBERS = 64;

  private static final int MAX_BYTES = 8192;

  private static final String OWN = "parallax-";

  /** Tells of the trace, not of the request: how that is sampled, and its id. */
  private static final String OF_TRACE = "sentry-";

  private Baggage() {}

  /**
   * @param recorded the original's headers; of their members the last ones are left out where all
   *     together would be too many or too long
   */
  public static Header of(List<Header> recorded, String runId, String exchangeId) {
    List<String> own = new ArrayList<>();
    own.add(OWN + "run=" + encoded(runId));
    own.add(OWN + "exchange=" + encoded(exchangeId));
    TraceParent.of(recorded).ifPresent(trace -> own.add(OWN + "trace=" + trace.traceId()));
    int left = MAX_BYTES - String.join(",", own).length();
    List<String> members = new ArrayList<>();
    for (String member : members(recorded)) {
      left -= member.getBytes(UTF_8).length + 1;
      if (left < 0 || members.size() + own.size() == MAX_MEMBERS) {
        break;
      }
      members.add(member);
    }
    members.addAll(own);
    return Header.newBuilder().setName(NAME).setValue(String.join(",", members)).build();
  }

  /**
   * The id of the exchange that such a header names; empty if it names none.
   *
   * @param value of the header; null if there is none
   */
  public static String exchange(@Nullable String value) {
    for (String member : value == null ? new String[0] : value.split(",", -1)) {
      if (member.startsWith(OWN + "exchange=")) {
        return member.substring(member.indexOf('=') + 1);
      }
    }
    return "";
  }

  private static List<String> members(List<Header> headers) {
    List<String> members = new ArrayList<>();
    for (Header header : headers) {
      if (header.getName().equalsIgnoreCase(NAME)) {
        for (String member : header.getValue().split(",", -1)) {
          String plain = member.strip();
          String key = plain.toLowerCase(Locale.ROOT);
          if (!plain.isEmpty() && !key.startsWith(OWN) && !key.startsWith(OF_TRACE)) {
            members.add(plain);
          }
        }
      }
    }
    return members;
  }

  /** What is none of {@code baggage-octet}, percent-encoded. */
  private static String encoded(String value) {
    StringBuilder out = new StringBuilder(value.length());
    for (byte octet : value.getBytes(UTF_8)) {
      if (octet > ' ' && octet < 0x7f && "\",;\\%".indexOf(octet) < 0) {
        out.append((char) octet);
      } else {
        out.append("%%%02X".formatted(octet & 0xff));
      }
    }
    return out.toString();
  }
}
