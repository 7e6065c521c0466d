package dev.parallax.recorder.sanitize;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.sanitize.pseudonym.Pseudonyms;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, one by one: the name as names are, the id as a value, data as JSON if it is
 * that, and as text otherwise. An event whose data is not UTF-8 is reduced to length and digest.
 */
final class EventSanitiser {

  /** Of an event that names none. */
  private static final String UNNAMED = "message";

  /** Where the names and the ids are, with a blank at their end as all bases have. */
  private static final String KINDS = "message kind ";

  private static final String IDS = "message id ";

  private final Pseudonyms pseudonyms;
  private final ValueSanitiser values;
  private final NameSanitiser names;

  EventSanitiser(Pseudonyms pseudonyms, ValueSanitiser values, NameSanitiser names) {
    this.pseudonyms = pseudonyms;
    this.values = values;
    this.names = names;
  }

  /**
   * @param arrived when so many bytes of the content were there
   * @throws JsonTooMuchException if more was replaced than can be told
   */
  SanitisedMessages messages(Scope scope, byte[] content, IntToLongFunction arrived)
      throws JsonTooMuchException {
    ServerEvents reader = new ServerEvents(content);
    MessageList data = new MessageList(scope, JsonSanitiser.BODY);
    MessageList kinds = new MessageList(scope, KINDS);
    MessageList ids = new MessageList(scope, IDS);
    List<StreamMessage> events = new ArrayList<>();
    boolean more = reader.next();
    while (more && events.size() < SanitisedMessages.MAX) {
      data.next();
      kinds.next();
      ids.next();
      byte[] raw = reader.data();
      String kind = reader.kind().isEmpty() ? UNNAMED : reader.kind();
      String text = text(raw);
      events.add(
          StreamMessage.newBuilder()
              .setOffsetNanos(arrived.applyAsLong(reader.end()))
              .setKind(kinds.name(names, kind))
              .setId(reader.id().isEmpty() ? "" : ids.value(values, reader.id()))
              .setContent(text == null ? ByteString.EMPTY : content(data, text))
              .setLength(reader.length())
              .setReduced(text == null)
              .setDigest(UnsafeByteOperations.unsafeWrap(pseudonyms.digest(raw)))
              .build());
      more = reader.next();
    }
    data.end();
    kinds.end();
    ids.end();
    return new SanitisedMessages(events, more);
  }

  private ByteString content(MessageList list, String text) throws JsonTooMuchException {
    String json = JsonSanitiser.looksLikeJson(text) ? values.json().document(list, text) : null;
    return ByteString.copyFromUtf8(json == null ? list.value(values, text) : json);
  }

  private static @Nullable String text(byte[] data) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
