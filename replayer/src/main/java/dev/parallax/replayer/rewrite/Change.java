package dev.parallax.replayer.rewrite;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Header;
import dev.parallax.proto.Request;
import dev.parallax.replayer.safety.ForwardedHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a rule does to a request. Where there is nothing to do it to, that stays as it is. */
sealed interface Change {

  Request apply(Request request);

  /** The authority that the request is to name; empty if the rule is about something else. */
  default Optional<String> host() {
    return Optional.empty();
  }

  /** All authorities by which whoever gets the request may pass it on, as it would by Host. */
  default List<String> names() {
    return host().stream().toList();
  }

  /** Host is the target's, and changed once the target is known. */
  record Host(String authority) implements Change {

    @Override
    public Request apply(Request request) {
      return request;
    }

    @Override
    public Optional<String> host() {
      return Optional.of(authority);
    }
  }

  /**
   * All lines of that name are one, where the first was, or at the end.
   *
   * @param value null for none
   */
  record HeaderLine(String name, @Nullable String value) implements Change {

    @Override
    public List<String> names() {
      return value == null ? List.of() : ForwardedHost.names(name, value);
    }

    @Override
    public Request apply(Request request) {
      List<Header> headers = new ArrayList<>();
      String left = value;
      for (Header header : request.getHeadersList()) {
        if (!header.getName().equalsIgnoreCase(name)) {
          headers.add(header);
        } else if (left != null) {
          headers.add(header.toBuilder().setValue(left).build());
          left = null;
        }
      }
      if (left != null) {
        headers.add(Header.newBuilder().setName(name).setValue(left).build());
      }
      return request.toBuilder().clearHeaders().addAllHeaders(headers).build();
    }
  }

  /**
   * The same of a parameter of the query.
   *
   * @param value not encoded; null for none
   */
  record Parameter(String name, @Nullable String value) implements Change {

    @Override
    public Request apply(Request request) {
      String target = Query.with(request.getTarget(), name, value);
      return request.toBuilder().setTarget(target).build();
    }
  }

  /**
   * A value within a JSON body.
   *
   * @param steps of the pointer; {@code *} is any one
   * @param json null for none
   */
  record Value(List<String> steps, @Nullable String json) implements Change {

    @Override
    public Request apply(Request request) {
      Body body = request.getBody();
      if (body.getContent().isEmpty() || !body.getContent().isValidUtf8()) {
        return request;
      }
      String edited = JsonEdit.apply(body.getContent().toStringUtf8(), steps, json);
      if (edited == null) {
        return request;
      }
      ByteString content = ByteString.copyFromUtf8(edited);
      return request.toBuilder()
          .setBody(
              body.toBuilder()
                  .setContent(content)
                  .setLength(content.size())
                  .setDecodedLength(content.size()))
          .build();
    }
  }
}
