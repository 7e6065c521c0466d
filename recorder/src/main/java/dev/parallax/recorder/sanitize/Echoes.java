package dev.parallax.recorder.sanitize;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.grpc.MessageJson;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** The values of a request that we sent: where they come back, they are ours to keep. */
final class Echoes {

  static final Echoes NONE = new Echoes();

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
    String body = sent.getBody().getContent().toStringUtf8();
    if (!echoes.json(body)) {
      echoes.split(body, "&");
    }
    for (StreamMessage message : sent.getBody().getMessagesList()) {
      messages
          .write(message.getKind(), message.getContent())
          .ifPresent(written -> echoes.json(written.json()));
    }
    return echoes;
  }

  boolean hold(String value) {
    return values.contains(value);
  }

  private void header(Header header) {
    add(header.getValue());
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
