package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.TooMuch;
import dev.parallax.recorder.sanitize.SanitisedContent.UnknownCharset;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import dev.parallax.recorder.syntax.MalformedTextException;
import dev.parallax.recorder.syntax.TextEncoding;

/**
 * XML, token by token, without a tree. Form, order, names and blanks stay; what is malformed,
 * nested deeper than 256 elements, or declares entities is refused.
 */
final class XmlSanitiser {

  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final TargetSanitiser targets;

  XmlSanitiser(ValueSanitiser values, NameSanitiser names, TargetSanitiser targets) {
    this.values = values;
    this.names = names;
    this.targets = targets;
  }

  /**
   * @param base where the document stands: {@code body }, with a blank at its end
   */
  SanitisedContent body(
      Scope scope, String base, byte[] content, MediaType type, boolean truncated) {
    TextEncoding encoding = TextEncoding.of(content, type.charset());
    if (encoding == null) {
      return new UnknownCharset();
    }
    String text = encoding.decode(content, truncated);
    if (text == null) {
      return new Malformed();
    }
    DocumentValues document = new DocumentValues(values, names, targets, scope);
    try {
      XmlWalk walk = new XmlWalk(document, base, text, type.webXml(), encoding.limits());
      byte[] out = encoding.encode(truncated ? walk.prefix() : walk.whole());
      document.end();
      return truncated ? new Prefix(out, 0, 0) : new Whole(out);
    } catch (MalformedTextException malformed) {
      return new Malformed();
    } catch (JsonTooMuchException tooMuch) {
      return new TooMuch();
    }
  }
}
