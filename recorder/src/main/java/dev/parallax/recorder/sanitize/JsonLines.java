package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Placeholders;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.TooMuch;
import dev.parallax.recorder.sanitize.SanitisedContent.UnknownCharset;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Newline-delimited JSON: each line a document, empty lines kept. */
final class JsonLines {

  private final JsonSanitiser json;

  JsonLines(JsonSanitiser json) {
    this.json = json;
  }

  /**
   * A truncated body is cut behind its last whole line.
   *
   * @param base where the lines stand: {@code body }, with a blank at its end
   */
  SanitisedContent body(Scope scope, String base, byte[] content, boolean truncated) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 16);
    long line = 0;
    int start = 0;
    while (start < content.length) {
      int end = start;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      boolean ended = end < content.length;
      if (!ended && truncated) {
        break;
      }
      byte[] document = Arrays.copyOfRange(content, start, end);
      if (!blank(document)) {
        switch (json.body(scope, base + '/' + line, document, false)) {
          case Whole whole -> out.writeBytes(whole.content());
          case Prefix prefix -> throw new IllegalStateException("a whole line has no prefix");
          case Malformed malformed -> {
            return malformed;
          }
          case TooMuch tooMuch -> {
            return tooMuch;
          }
          case UnknownCharset unknown -> throw new IllegalStateException("JSON has no charset");
          case Placeholders parts -> throw new IllegalStateException("JSON has no parts");
        }
      }
      if (ended) {
        out.write('\n');
      }
      line++;
      start = end + 1;
    }
    return truncated
        ? new Prefix(out.toByteArray(), line, Math.min(start, content.length))
        : new Whole(out.toByteArray());
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b > ' ') {
        return false;
      }
    }
    return true;
  }
}
