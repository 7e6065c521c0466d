package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.syntax.HeaderParameters;
import dev.parallax.recorder.syntax.MultipartReader;
import java.util.List;
import java.util.Locale;

/**
 * What the head of a part says of it.
 *
 * @param disposition in lower case
 * @param extended whether the file's name is written in percent-encoding (RFC 8187)
 * @param type as it is written; empty if there is none
 */
record PartHead(
    String disposition,
    String name,
    boolean hasFileName,
    String fileName,
    boolean extended,
    String type,
    TransferEncoding transfer) {

  static PartHead of(List<MultipartReader.Header> headers) {
    HeaderParameters disposition = HeaderParameters.of(value(headers, "content-disposition"));
    String extended = disposition.get("filename*");
    String file = extended.isEmpty() ? disposition.get("filename") : unextended(extended);
    boolean has =
        disposition.parameters().containsKey("filename")
            || disposition.parameters().containsKey("filename*");
    return new PartHead(
        disposition.first().toLowerCase(Locale.ROOT),
        disposition.get("name"),
        has,
        file,
        !extended.isEmpty(),
        value(headers, "content-type"),
        TransferEncoding.of(value(headers, "content-transfer-encoding")));
  }

  private static String value(List<MultipartReader.Header> headers, String name) {
    for (MultipartReader.Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return "";
  }

  /** {@code UTF-8''a%20b} (RFC 8187). */
  private static String unextended(String value) {
    int quote = value.indexOf('\'');
    int second = value.indexOf('\'', quote + 1);
    String coded = quote < 0 || second < 0 ? value : value.substring(second + 1);
    String decoded = Percent.decode(coded);
    return decoded == null ? coded : decoded;
  }
}
