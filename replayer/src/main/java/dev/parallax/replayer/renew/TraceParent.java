package dev.parallax.replayer.renew;

import dev.parallax.proto.Header;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code traceparent} (W3C Trace Context, section 3.2) of version 00. Others are not read: a
 * pseudonym of one has the form of a later version, and would say of it what nobody said.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16
 * @param sampled whether whoever sent it recorded the trace
 */
record TraceParent(String traceId, String spanId, boolean sampled) {

  static final String NAME = "traceparent";

  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

  /** Empty if there is none, more than one, or none that is valid. */
  static Optional<TraceParent> of(List<Header> headers) {
    List<String> lines =
        headers.stream()
            .filter(header -> header.getName().equalsIgnoreCase(NAME))
            .map(header -> header.getValue().strip())
            .toList();
    if (lines.size() != 1) {
      return Optional.empty();
    }
    Matcher matcher = FORM.matcher(lines.getFirst());
    return matcher.matches()
        ? Optional.of(
            new TraceParent(
                matcher.group(1),
                matcher.group(2),
                (Integer.parseInt(matcher.group(3), 16) & 1) == 1))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "00-%s-%s-%s".formatted(traceId, spanId, sampled ? "01" : "00");
  }
}
