package dev.parallax.recorder.sanitize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.grpc.MessageJson;
import dev.parallax.recorder.syntax.Attributes;
import dev.parallax.recorder.syntax.HtmlEntities;
import dev.parallax.recorder.syntax.MalformedTextException;
import dev.parallax.recorder.syntax.MultipartReader;
import dev.parallax.recorder.syntax.TextEncoding;
import dev.parallax.recorder.syntax.XmlLexer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The values of a request that we sent: where they come back, they are ours to keep. */
final class Echoes {

  static final Echoes NONE = new Echoes();

  private static final MediaType UNTYPED = MediaType.parse("");

  private final Set<String> values = new HashSet<>();

  private Echoes() {}

  /**
   * @param messages which of gRPC can be read
   */
  static Echoes of(Request sent, MessageJson messages) {
    Echoes echoes = new Echoes();
    String target = sent.getTarget();
    int query = target.indexOf('?');
    echoes.split(query < 0 ? target : target.substring(0, query), "[/;]");
    echoes.split(query < 0 ? "" : target.substring(query + 1), "&");
    for (Header header : sent.getHeadersList()) {
      echoes.header(header);
    }
    MediaType type = MediaType.parse(sent.getBody().getContentType());
    echoes.content(type, sent.getBody().getContent().toByteArray());
    for (StreamMessage message : sent.getBody().getMessagesList()) {
      messages
          .write(message.getKind(), message.getContent())
          .ifPresent(written -> echoes.json(written.json()));
    }
    return echoes;
  }

  private void content(MediaType type, byte[] content) {
    if (type.multipart()) {
      parts(type, content);
      return;
    }
    TextEncoding encoding = TextEncoding.of(content, type.charset());
    String text = encoding == null ? null : encoding.decode(content, false);
    if (text == null) {
      return;
    }
    if (type.xml()) {
      xml(text);
    } else if (!json(text)) {
      split(text, "&");
    }
  }

  private void parts(MediaType type, byte[] content) {
    try {
      MultipartReader reader = new MultipartReader(content, type.boundary());
      while (reader.next()) {
        byte[] part = Arrays.copyOfRange(content, reader.from(), reader.to());
        MediaType inner = UNTYPED;
        for (MultipartReader.Header header : reader.headers()) {
          if (header.name().equalsIgnoreCase("content-type")) {
            inner = MediaType.parse(header.value());
          }
        }
        if (inner.multipart()) {
          continue;
        }
        add(new String(part, StandardCharsets.UTF_8));
        content(inner, part);
      }
    } catch (MalformedTextException malformed) {
      // What was read of it was sent.
    }
  }

  /** Texts and attributes. */
  private void xml(String text) {
    XmlLexer lexer = new XmlLexer(text);
    try {
      XmlLexer.Token token = lexer.next();
      while (token != XmlLexer.Token.DONE && token != XmlLexer.Token.CUT) {
        if (token == XmlLexer.Token.TEXT) {
          addXml(lexer, text.substring(lexer.from(), lexer.to()).strip());
        } else if (token == XmlLexer.Token.CDATA) {
          add(text.substring(lexer.from() + 9, lexer.to() - 3).strip());
        } else if (token == XmlLexer.Token.START || token == XmlLexer.Token.EMPTY) {
          Attributes attributes = lexer.attributes();
          for (int i = 0; i < attributes.count(); i++) {
            addXml(lexer, text.substring(attributes.valueFrom(i), attributes.valueTo(i)));
          }
        }
        token = lexer.next();
      }
    } catch (MalformedTextException malformed) {
      // What was read of it was sent.
    }
  }

  private void addXml(XmlLexer lexer, String raw) throws MalformedTextException {
    add(HtmlEntities.decodeXml(raw, lexer.hasDoctype()));
  }

  boolean hold(String value) {
    return values.contains(value);
  }

  private void header(Header header) {
    add(header.getValue());
    if (header.getName().equalsIgnoreCase("host")) {
      // An address is recognised without its port.
      add(header.getValue().replaceAll(":\\d+$|[\\[\\]]", ""));
    }
    if (header.getName().equalsIgnoreCase("cookie")) {
      split(header.getValue(), "; ?");
    }
    int blank = header.getValue().indexOf(' ');
    if (header.getName().equalsIgnoreCase("authorization") && blank > 0) {
      add(header.getValue().substring(blank + 1));
    }
  }

  /** Parts, and what is right of the first equals sign in each. */
  private void split(String text, String separators) {
    for (String part : text.split(separators, -1)) {
      add(part);
      int equals = part.indexOf('=');
      if (equals >= 0) {
        String value = part.substring(equals + 1);
        add(value);
        add(value.replace('+', ' '));
      }
    }
  }

  private boolean json(String body) {
    if (!JsonSanitiser.looksLikeJson(body)) {
      return false;
    }
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          add(parser.getText());
        }
      }
      return true;
    } catch (IOException malformed) {
      return false;
    }
  }

  /** As it stands, and percent-decoded. */
  private void add(String value) {
    if (!value.isEmpty()) {
      values.add(value);
      if (value.indexOf('%') >= 0) {
        String decoded = Percent.decode(value);
        if (decoded != null) {
          values.add(decoded);
        }
      }
    }
  }
}
