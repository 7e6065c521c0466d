package dev.parallax.recorder.sanitize;

import dev.parallax.proto.Header;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.recorder.raw.RawHeader;
import dev.parallax.recorder.sanitize.SanitisedContent.Malformed;
import dev.parallax.recorder.sanitize.SanitisedContent.Placeholders;
import dev.parallax.recorder.sanitize.SanitisedContent.Prefix;
import dev.parallax.recorder.sanitize.SanitisedContent.TooMuch;
import dev.parallax.recorder.sanitize.SanitisedContent.UnknownCharset;
import dev.parallax.recorder.sanitize.SanitisedContent.Whole;
import dev.parallax.recorder.sanitize.Scope.Mark;
import dev.parallax.recorder.syntax.MalformedTextException;
import dev.parallax.recorder.syntax.MultipartReader;
import dev.parallax.recorder.syntax.TextEncoding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Multipart bodies: each part by what it is, under its name. A part that can't be understood is
 * replaced by a placeholder, which says how long it was and, under the key, whether it is the same
 * as another one. What stands before, between and behind the parts is dropped.
 */
final class MultipartSanitiser {

  private static final int MAX_PARTS = 1000;

  /** A part may be multipart itself. */
  private static final int MAX_DEPTH = 2;

  private static final int DIGEST_BYTES = 8;

  private static final String LINE_END = "\r\n";

  private final Mode mode;
  private final ValueSanitiser values;
  private final NameSanitiser names;
  private final HeaderSanitiser headers;
  private final MediaTypes types;
  private final ContentSanitiser contents;

  MultipartSanitiser(
      Mode mode,
      ValueSanitiser values,
      NameSanitiser names,
      HeaderSanitiser headers,
      MediaTypes types,
      ContentSanitiser contents) {
    this.mode = mode;
    this.values = values;
    this.names = names;
    this.headers = headers;
    this.types = types;
    this.contents = contents;
  }

  /**
   * @param base where the body stands: {@code body }, with a blank at its end
   * @param truncated then it is cut behind its last whole part
   * @param depth how many it stands in itself
   */
  SanitisedContent body(
      Scope scope, String base, byte[] content, MediaType type, boolean truncated, int depth) {
    if (depth >= MAX_DEPTH) {
      return new Malformed();
    }
    FoldedLeaves leaves = new FoldedLeaves(scope);
    Parts parts = new Parts(leaves.alone(), base, types.boundary(type.boundary()), depth);
    try {
      MultipartReader reader = new MultipartReader(content, type.boundary());
      while (reader.next()) {
        if (parts.count == MAX_PARTS) {
          return new TooMuch();
        }
        parts.add(reader, content);
        leaves.take();
      }
      if (!truncated && !reader.ended()) {
        return new Malformed();
      }
    } catch (MalformedTextException malformed) {
      return new Malformed();
    } catch (JsonTooMuchException tooMuch) {
      return new TooMuch();
    }
    leaves.end();
    byte[] out = parts.ended();
    return truncated
        ? new Prefix(out, 0, 0)
        : parts.placeholders ? new Placeholders(out) : new Whole(out);
  }

  /** The parts of one body. Confined to one thread. */
  private final class Parts {
    private final Scope scope;
    private final String base;
    private final String delimiter;
    private final int depth;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int count;
    private boolean placeholders;

    Parts(Scope scope, String base, String boundary, int depth) {
      this.scope = scope;
      this.base = base;
      this.delimiter = "--" + boundary;
      this.depth = depth;
    }

    void add(MultipartReader part, byte[] body) throws JsonTooMuchException {
      PartHead head = PartHead.of(part.headers());
      String name = head.name().isEmpty() ? "" : names.name(scope, head.name());
      String place = name.isEmpty() ? Integer.toString(count) : name;
      String location = base + '/' + place.replace("~", "~0").replace("/", "~1");
      if (!name.equals(head.name())) {
        scope.replaced(new Location(location, ""), "name", false);
        scope.renames(new Location(location, ""), head.name(), name);
      }
      byte[] raw = Arrays.copyOfRange(body, part.from(), part.to());
      byte[] content = content(location, name, head, raw);
      write(delimiter + LINE_END);
      for (MultipartReader.Header header : part.headers()) {
        write(line(location, name, head, header, content.length));
      }
      write(LINE_END);
      out.writeBytes(content);
      write(LINE_END);
      count++;
    }

    byte[] ended() {
      write(delimiter + "--" + LINE_END);
      return out.toByteArray();
    }

    private void write(String text) {
      out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] content(String location, String name, PartHead head, byte[] raw)
        throws JsonTooMuchException {
      byte[] decoded = head.transfer().decode(raw);
      byte[] sanitised = decoded == null ? null : sanitised(location, name, head, decoded);
      if (sanitised == null) {
        placeholders = true;
        scope.replaced(new Location(location, ""), "part", false);
        scope.reducesBytes(new Location(location, ""), raw.length, "part");
        sanitised = placeholder(raw);
      }
      return head.transfer().encode(sanitised);
    }

    private byte[] placeholder(byte[] raw) {
      String digest = HexFormat.of().formatHex(types.pseudonyms().digest(raw), 0, DIGEST_BYTES);
      return "[part of %d bytes, not sanitised, digest %s]"
          .formatted(raw.length, digest)
          .getBytes(StandardCharsets.US_ASCII);
    }

    /** Null if nothing can be made of it. */
    private byte @Nullable [] sanitised(String location, String name, PartHead head, byte[] decoded)
        throws JsonTooMuchException {
      MediaType type = types.get(head.type());
      boolean field =
          head.fileName().isEmpty()
              && (head.type().isEmpty() || type.essence().equals("text/plain"));
      if (field) {
        return value(new Location(location, name.toLowerCase(Locale.ROOT)), type, decoded);
      }
      if (type.essence().isEmpty() || !type.understood()) {
        return null;
      }
      Mark mark = scope.mark();
      SanitisedContent content =
          type.multipart()
              ? body(scope, location, decoded, type, false, depth + 1)
              : contents.content(scope, location, type, decoded, false);
      return switch (content) {
        case Whole whole -> whole.content();
        case Placeholders inner -> {
          placeholders = true;
          yield inner.content();
        }
        case Prefix prefix -> throw new IllegalStateException("a whole part has no prefix");
        case TooMuch tooMuch -> throw new JsonTooMuchException();
        case Malformed malformed -> none(mark);
        case UnknownCharset unknown -> none(mark);
      };
    }

    private byte @Nullable [] none(Mark mark) {
      scope.backTo(mark);
      return null;
    }

    private byte @Nullable [] value(Location at, MediaType type, byte[] decoded) {
      TextEncoding encoding = TextEncoding.of(decoded, type.charset());
      String text = encoding == null ? null : encoding.decode(decoded, false);
      return encoding == null || text == null
          ? null
          : encoding.encode(values.parameter(scope, at, text));
    }

    private String line(
        String location, String name, PartHead head, MultipartReader.Header header, int length) {
      String line =
          switch (header.name().toLowerCase(Locale.ROOT)) {
            case "content-disposition" -> header.name() + ": " + disposition(location, name, head);
            case "content-transfer-encoding" -> header.name() + ": " + head.transfer().word();
            case "content-length" -> header.name() + ": " + length;
            default -> {
              Header kept =
                  headers
                      .all(
                          scope,
                          location.strip() + " header",
                          List.of(new RawHeader(header.name(), header.value())))
                      .getFirst();
              yield kept.getName() + ": " + kept.getValue();
            }
          };
      return line + LINE_END;
    }

    /** Type, name and the file's name; what else it says is dropped. */
    private String disposition(String location, String name, PartHead head) {
      StringBuilder out = new StringBuilder();
      switch (head.disposition()) {
        case "form-data", "attachment", "inline", "file" -> out.append(head.disposition());
        default -> out.append("form-data");
      }
      if (!name.isEmpty()) {
        out.append("; name=\"").append(quoted(name)).append('"');
      }
      if (head.hasFileName()) {
        String file =
            head.fileName().isEmpty()
                ? ""
                : fileName(new Location(location + "/filename", ""), head.fileName());
        out.append(
            head.extended()
                ? "; filename*=UTF-8''" + Percent.encode(file, "")
                : "; filename=\"" + quoted(file) + '"');
      }
      return out.toString();
    }

    private String fileName(Location at, String name) {
      int dot = FileExtension.at(name);
      String stem = name.substring(0, dot);
      return (mode == Mode.DETECT
              ? values.detected(scope, at, stem)
              : values.replace(scope, at, stem, Why.DENY))
          + name.substring(dot);
    }
  }

  /** As browsers write it (WHATWG HTML, section 4.10.22.8). */
  private static String quoted(String text) {
    return text.replace("\"", "%22").replace("\\", "%5C").replace("\r", "%0D").replace("\n", "%0A");
  }
}
