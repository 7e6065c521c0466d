package dev.parallax.bench.leak.place;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.bench.leak.place.Planned.Delivery;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How a planted exchange is coded, framed and delivered. */
public enum Boundary {
  NONE("", planned -> planned),
  GZIP("coding", coded(Coding.GZIP)),
  DEFLATE("coding", coded(Coding.DEFLATE)),
  RAW_DEFLATE("coding", coded(Coding.RAW_DEFLATE)),
  BROTLI("coding", coded(Coding.BROTLI)),
  ZSTD("coding", coded(Coding.ZSTD)),
  STACKED("coding", coded(Coding.STACKED)),
  MISLABELLED_AS_GZIP("coding", coded(Coding.MISLABELLED_AS_GZIP)),
  GZIP_UNLABELLED("coding", coded(Coding.GZIP_UNLABELLED)),
  GZIP_CUT("coding", coded(Coding.GZIP_CUT)),
  GZIP_IN_UNKNOWN("coding", coded(Coding.GZIP_IN_UNKNOWN)),
  UTF_16_LITTLE("coding", coded(Coding.UTF_16_LITTLE)),
  UTF_16_BIG("coding", coded(Coding.UTF_16_BIG)),
  UTF_16_UNLABELLED("coding", coded(Coding.UTF_16_UNLABELLED)),
  UTF_8_MARK("coding", coded(Coding.UTF_8_MARK)),
  LATIN_1("coding", coded(Coding.LATIN_1)),
  CHUNKS("boundary", planned -> planned.framed(Framing.CHUNKS, Framing.CHUNKS)),
  SEGMENTS("boundary", planned -> planned.sent(Delivery.SEGMENTS)),
  CHUNKS_IN_SEGMENTS(
      "boundary",
      planned -> planned.framed(Framing.CHUNKS, Framing.CHUNKS).sent(Delivery.SEGMENTS)),
  PIPELINED("boundary", planned -> planned.sent(Delivery.PIPELINED)),
  UNTIL_CLOSE("boundary", planned -> planned.framed(Framing.LENGTH, Framing.CLOSE)),
  CUT_SHORT("boundary", planned -> planned.framed(Framing.LENGTH, Framing.SHORT)),
  UPLOAD_ABORTED("boundary", planned -> planned.framed(Framing.SHORT, Framing.LENGTH)),
  /**
   * The first of the value's symbols are within what is recorded of a body, and the rest is not.
   */
  BEYOND_THE_CAP("boundary", Boundary::cut),
  HTTP2("HTTP/2", planned -> planned.sent(Delivery.HTTP2)),
  HTTP2_GZIP("HTTP/2", planned -> coded(Coding.GZIP).apply(planned).sent(Delivery.HTTP2));

  /** A route of which no more is recorded of a body. */
  public static final String CUT_PATH = "/cut";

  public static final int CUT_BYTES = 1024;

  /** Of a card's sixteen digits, or an e-mail's canary. */
  private static final int WITHIN = 20;

  private final String group;

  /** One of the lambdas above, which hold nothing that changes. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final UnaryOperator<Planned> change;

  Boundary(String group, UnaryOperator<Planned> change) {
    this.group = group;
    this.change = change;
  }

  Planned of(Planned planned) {
    return change.apply(planned);
  }

  /** Of cells that are about it, or about how a value is written. */
  Optional<String> group(Form form) {
    return !group.isEmpty()
        ? Optional.of(group)
        : form == Form.PLAIN ? Optional.empty() : Optional.of("writing");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static UnaryOperator<Planned> coded(Coding coding) {
    return planned -> planned.bodies(coding::of);
  }

  /** White space goes where JSON, forms' first key and text allow it: before all else. */
  private static Planned cut(Planned planned) {
    Planned padded = planned.bodies(Boundary::padded);
    Message request = padded.request();
    return padded.request(
        message ->
            new Message(
                request.method() + ' ' + CUT_PATH + request.target() + " HTTP/1.1",
                request.headers(),
                request.body(),
                request.trailers()));
  }

  private static Message padded(Message message) {
    String text = message.text();
    int lead = Math.max(0, CUT_BYTES - text.length() / 2 - WITHIN / 2);
    int at = Math.max(text.indexOf('[') + 1, text.indexOf('{') + 1);
    return message.body(
        (text.substring(0, at) + " ".repeat(lead) + text.substring(at)).getBytes(UTF_8));
  }
}
