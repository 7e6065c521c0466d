package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decoded content, of a body or of a part of one, by its type. */
final class ContentSanitiser {

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final JsonSanitiser json;
  private final JsonLines jsonLines;
  private final ParameterSanitiser parameters;
  private final XmlSanitiser xml;
  private final HtmlSanitiser html;
  private final TableSanitiser tables;
  private final GraphqlSanitiser graphql;
  private final TextSanitiser text;
  private final MultipartSanitiser multiparts;

  ContentSanitiser(
      Mode mode,
      ValueSanitiser values,
      NameSanitiser names,
      ParameterSanitiser parameters,
      TargetSanitiser targets,
      HeaderSanitiser headers,
      MediaTypes types) {
    this.json = values.json();
    this.jsonLines = new JsonLines(json);
    this.parameters = parameters;
    this.xml = new XmlSanitiser(values, names, targets);
    this.html = new HtmlSanitiser(values, names, targets);
    this.tables = new TableSanitiser(values);
    this.graphql = values.graphql();
    this.text = new TextSanitiser(mode, values);
    this.multiparts = new MultipartSanitiser(mode, values, names, headers, types, this);
  }

  /**
   * @param base where the content stands: {@code body } with a blank at its end, or {@code body
   *     /part}
   * @param truncated whether the content ends early
   */
  SanitisedContent content(
      Scope scope, String base, MediaType type, byte[] content, boolean truncated) {
    if (compressed(content)) {
      return new Malformed();
    }
    if (type.json() || type.essence().isEmpty()) {
      return json.body(scope, base, unmarked(content), truncated);
    }
    if (type.jsonLines()) {
      return jsonLines.body(scope, base, unmarked(content), truncated);
    }
    if (type.form()) {
      return form(scope, base, unmarked(content), truncated);
    }
    if (type.html()) {
      return html.body(scope, base, content, type, truncated);
    }
    if (type.xml()) {
      return xml.body(scope, base, content, type, truncated);
    }
    if (type.table()) {
      return tables.body(scope, base, content, type, truncated);
    }
    if (type.multipart()) {
      return multiparts.body(scope, base, content, type, truncated, 0);
    }
    return type.graphql()
        ? graphql.body(scope, base, content, type, truncated)
        : text.body(scope, base, content, type, truncated);
  }

  private SanitisedContent form(Scope scope, String base, byte[] content, boolean truncated) {
    String form = new String(content, StandardCharsets.ISO_8859_1);
    int end = truncated ? Math.max(form.lastIndexOf('&'), 0) : form.length();
    byte[] out =
        parameters
            .all(scope, base + '/', form.substring(0, end), '&')
            .getBytes(StandardCharsets.UTF_8);
    return truncated ? new Prefix(out, 0, 0) : new Whole(out);
  }

  /**
   * Of one byte a character, anything would be text: here what begins as gzip, zstd or zip does.
   */
  private static boolean compressed(byte[] content) {
    int first = 0;
    for (int i = 0; i < 4 && i < content.length; i++) {
      first |= (content[i] & 0xff) << (24 - 8 * i);
    }
    return first >>> 16 == 0x1F8B || first == 0x28B52FFD || first == 0x504B0304;
  }

  private static byte[] unmarked(byte[] content) {
    return Arrays.mismatch(content, BOM) == BOM.length
        ? Arrays.copyOfRange(content, BOM.length, content.length)
        : content;
  }
}
