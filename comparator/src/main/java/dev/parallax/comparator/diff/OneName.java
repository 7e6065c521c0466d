package dev.parallax.comparator.diff;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Header;
import dev.parallax.proto.Response;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.raw.StreamType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives two legs one name, the base's, wherever their answers have either: a build that writes into
 * an answer where it was asked differs by that from the same build elsewhere.
 *
 * <p>Both names are replaced in both answers, so that what was equal stays so. Bodies of gRPC are
 * left as they are, since their lengths are a part of them.
 */
final class OneName {

  private static final OneName NOTHING_TO_DO = new OneName(List.of());

  private final List<OwnName> names;

  private OneName(List<OwnName> names) {
    this.names = names;
  }

  static OneName of(@Nullable Origin base, @Nullable Origin other) {
    if (base == null || other == null || base.equals(other)) {
      return NOTHING_TO_DO;
    }
    String scheme = base.scheme().isEmpty() ? other.scheme() : base.scheme();
    Origin name = new Origin(scheme, base.host(), base.port());
    return new OneName(List.of(new OwnName(base, name), new OwnName(other, name)));
  }

  /** The answer as it is to be compared. */
  Response in(Response answer) {
    if (names.stream().noneMatch(name -> mayHave(answer, name))) {
      return answer;
    }
    Response.Builder evened = answer.toBuilder();
    evened.getHeadersBuilderList().forEach(this::header);
    evened.getTrailersBuilderList().forEach(this::header);
    if (!StreamType.isGrpc(answer.getBody().getContentType())) {
      body(evened.getBodyBuilder());
    }
    return evened.build();
  }

  private static boolean mayHave(Response answer, OwnName name) {
    Body body = answer.getBody();
    return Stream.concat(answer.getHeadersList().stream(), answer.getTrailersList().stream())
            .anyMatch(header -> name.mayBeIn(header.getValue()))
        || name.mayBeIn(body.getContent())
        || body.getMessagesList().stream().anyMatch(it -> name.mayBeIn(it.getContent()));
  }

  private void header(Header.Builder header) {
    boolean cookie = header.getName().equalsIgnoreCase("set-cookie");
    for (OwnName name : names) {
      String value = cookie ? name.inCookie(header.getValue()) : header.getValue();
      header.setValue(name.in(value));
    }
  }

  private void body(Body.Builder body) {
    body.setContent(content(body.getContent()));
    for (StreamMessage.Builder message : body.getMessagesBuilderList()) {
      message.setContent(content(message.getContent()));
    }
  }

  /** Byte for byte, whatever the encoding: a name is ASCII. */
  private ByteString content(ByteString content) {
    ByteString evened = content;
    for (OwnName name : names) {
      if (name.mayBeIn(evened)) {
        String text = name.in(evened.toString(StandardCharsets.ISO_8859_1));
        evened = ByteString.copyFrom(text, StandardCharsets.ISO_8859_1);
      }
    }
    return evened;
  }
}
