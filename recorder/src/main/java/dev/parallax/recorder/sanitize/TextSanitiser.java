package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Text of any other form: markup, styles, scripts, tables, prose. Strict replaces every letter and
 * digit, so that structure shows and content does not; detect replaces what is recognised.
 */
final class TextSanitiser {

  private final Mode mode;
  private final ValueSanitiser values;

  TextSanitiser(Mode mode, ValueSanitiser values) {
    this.mode = mode;
    this.values = values;
  }

  SanitisedContent body(Scope scope, byte[] content, String charsetName, boolean truncated) {
    Charset charset = charsetName.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(charsetName);
    String text;
    try {
      text = decode(content, charset, truncated);
    } catch (CharacterCodingException notText) {
      return new Malformed();
    }
    if (truncated) {
      text = uptoLastWord(text);
    }
    Location at = new Location("body", "");
    String sanitised =
        mode == Mode.DETECT
            ? values.detected(scope, at, text)
            : values.replace(scope, at, text, Why.DENY);
    byte[] out = sanitised.getBytes(charset);
    return truncated ? new Prefix(out, 0, 0) : new Whole(out);
  }

  /** A character that was cut at the end is dropped. */
  private static String decode(byte[] content, Charset charset, boolean truncated)
      throws CharacterCodingException {
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer out =
        CharBuffer.allocate((int) Math.ceil(content.length * decoder.maxCharsPerByte()) + 1);
    var result = decoder.decode(ByteBuffer.wrap(content), out, !truncated);
    if (result.isError()) {
      result.throwException();
    }
    return out.flip().toString();
  }

  /** A value that was cut might not be recognised for what it is. */
  private static String uptoLastWord(String text) {
    int end = text.length();
    while (end > 0
        && !Character.isWhitespace(text.charAt(end - 1))
        && text.charAt(end - 1) != '>') {
      end--;
    }
    return text.substring(0, end);
  }
}
