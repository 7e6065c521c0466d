package dev.parallax.recorder.sanitize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Body;
import dev.parallax.proto.Body.Extent;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.StreamMessage;
import dev.parallax.recorder.raw.Arrivals;
import dev.parallax.recorder.raw.RawBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams as lists of messages: events of a server, and gRPC without descriptors. */
class StreamSanitiserTest {

  private static final int LIMIT = SanitisedMessages.MAX;

  @Test
  void recordsEachEventByItself() {
    Exchange exchange =
        events(
            """
            : hello

            event: price
            id: 17
            data: {"sku":"LAMP-100001","price":12,
            data:  "buyer":"bob@x.org"}

            data: the lamp of Bob

            event: bob@x.org
            id: order-100001
            data: {"sku":"LAMP-100001"}

            data: [DONE]

            """);
    List<StreamMessage> messages = messages(exchange);
    assertThat(messages).hasSize(4);
    String sku = text(messages.get(2)).replaceAll(".*:\"|\"}", "");
    assertThat(text(messages.getFirst()))
        .startsWith("{\"sku\":\"" + sku + "\",\"price\":12,\"buyer\":\"u_")
        .endsWith(".invalid\"}");
    assertThat(text(messages.get(1))).matches("[a-z]{3} [a-z]{4} [a-z]{2} [A-Z][a-z]{2}");
    assertThat(text(messages.get(3))).matches("\\[[A-Z]{4}]").isNotEqualTo("[DONE]");
    assertThat(messages.stream().map(StreamMessage::getKind).limit(2))
        .containsExactly("price", "message");
    assertThat(messages.get(2).getKind()).endsWith(".invalid");
    assertThat(messages.getFirst().getId()).isEqualTo("17");
    assertThat(messages.get(2).getId()).isNotEmpty().isNotEqualTo("order-100001");
    assertThat(messages.get(1).getId()).isEmpty();
    assertThat(messages.getFirst().getLength())
        .isEqualTo(
            "event: price\nid: 17\ndata: {\"sku\":\"LAMP-100001\",\"price\":12,\ndata:  \"buyer\":\"bob@x.org\"}\n\n"
                .length());
    assertThat(messages.stream().map(StreamMessage::getDigest)).doesNotHaveDuplicates();
    assertThat(sanitised(exchange).toString()).doesNotContain("bob", "Bob", "100001", "DONE");
  }

  @Test
  void foldsLeavesAsThoseOfAList() {
    Exchange exchange =
        events(
            """
            id: a-long-enough-id-1
            data: {"a":"some text"}

            data: {"a":"some text"}

            data: {"a":7}

            data: some text

            """);
    assertThat(exchange.getSanitisation().getLeavesList().stream().map(StreamSanitiserTest::told))
        .containsExactly(
            "response body /*/a [1] [0, 1]",
            "response body /* [1] [3]",
            "response message id /* [1] []");
  }

  @Test
  void leavesNoLeafOfWhatIsNoJson() {
    Exchange exchange = events("data: {\"a\":\"some text\",\"b\"}\n\n");
    assertThat(exchange.getSanitisation().getLeavesList().stream().map(StreamSanitiserTest::told))
        .containsExactly("response body /* [1] []");
    assertThat(text(messages(exchange).getFirst())).doesNotContain("some", "text");
  }

  @Test
  void reducesAnEventThatIsNoText() {
    byte[] stream = Raws.bytes("data: one of it\n\ndata: x\n\ndata: two of it\n\n");
    stream["data: one of it\n\ndata: ".length()] = (byte) 0xff;
    List<StreamMessage> messages =
        messages(Raws.get("/").returning("text/event-stream", RawBody.whole(stream)).strict());
    assertThat(messages.stream().map(message -> message.getContent().isEmpty()))
        .containsExactly(false, true, false);
    assertThat(messages.get(1).getDigest().size()).isEqualTo(16);
    assertThat(messages).extracting(Reduced::is).containsExactly(false, true, false);
  }

  /** A heartbeat has nothing to say, and lost nothing. */
  @Test
  void reducesNoEventWithoutData() {
    List<StreamMessage> messages = messages(events("data:\n\ndata\n\n"));
    assertThat(messages).allMatch(message -> message.getContent().isEmpty()).hasSize(2);
    assertThat(messages).noneMatch(Reduced::is);
  }

  @Test
  void tellsWhichNamesOfEventsWereReplaced() {
    Exchange exchange = events("event: bob@x.org\ndata\n\ndata\n\nevent: price\ndata\n\n");
    assertThat(exchange.getSanitisation().getLeavesList().stream().map(StreamSanitiserTest::told))
        .containsExactly("response message kind /* [1] [0]");
    assertThat(exchange.getSanitisation().getLeaves(0).getKind()).isEqualTo("email");
  }

  @Test
  void tellsWhenEachMessageWasThere() {
    String event = "data: some text\n\n";
    int bytes = event.length();
    Arrivals arrivals =
        Arrivals.of(
            new int[] {bytes - 1, bytes + 1, 2 * bytes, 3 * bytes}, new long[] {10, 20, 30, 40}, 4);
    byte[] stream = Raws.bytes(event.repeat(3));
    RawBody raw = new RawBody(stream, stream.length, false, arrivals);
    assertThat(
            messages(Raws.get("/").returning("text/event-stream", raw).strict()).stream()
                .map(StreamMessage::getOffsetNanos))
        .containsExactly(20L, 30L, 40L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "members", "deflate"})
  void tellsWhenEachMessageBehindAContentCodingWasThere(String coding) throws IOException {
    // Flushed, or ended and begun again, behind each event, as a server of events does.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream out = coded(coding, bytes);
    int[] ends = new int[5];
    long[] nanos = new long[5];
    for (int i = 0; i < 5; i++) {
      if (coding.equals("members") && i > 0) {
        out.close();
        out = coded(coding, bytes);
      }
      out.write(Raws.bytes("data: some text %d\n\n".formatted(i)));
      out.flush();
      if (coding.equals("members")) {
        ((GZIPOutputStream) out).finish();
      }
      ends[i] = bytes.size();
      nanos[i] = 10L * (i + 1);
    }
    byte[] stream = bytes.toByteArray();
    RawBody raw = new RawBody(stream, stream.length, false, Arrivals.of(ends, nanos, 5));
    String name = coding.equals("members") ? "gzip" : coding;
    Raws raws = Raws.get("/").answering("Content-Encoding", name);
    List<Long> offsets =
        messages(raws.returning("text/event-stream", raw).strict()).stream()
            .map(StreamMessage::getOffsetNanos)
            .toList();
    if (coding.equals("deflate")) {
      // Read ahead: not by when it came, but never earlier.
      assertThat(offsets).hasSize(5).isSorted().last().isEqualTo(50L);
      assertThat(offsets.getFirst()).isGreaterThanOrEqualTo(10L);
    } else {
      assertThat(offsets).containsExactly(10L, 20L, 30L, 40L, 50L);
    }
  }

  private static OutputStream coded(String coding, OutputStream out) throws IOException {
    return coding.equals("deflate")
        ? new DeflaterOutputStream(out, true)
        : new GZIPOutputStream(out, true);
  }

  @Test
  void readsEventsBehindAContentCoding() {
    byte[] coded = gzip(Raws.bytes("data: 1\n\ndata: 2\n\n"));
    Raws raws = Raws.get("/").answering("Content-Encoding", "gzip");
    Exchange exchange = raws.returning("text/event-stream", RawBody.whole(coded)).strict();
    assertThat(messages(exchange).stream().map(StreamSanitiserTest::text))
        .containsExactly("1", "2");
    Raws unknown = Raws.get("/").answering("Content-Encoding", "rot13");
    Body body = body(unknown.returning("text/event-stream", RawBody.whole(coded)).strict());
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_REDUCED);
    assertThat(body.getReducedBecause()).isEqualTo("content coding is unknown");
  }

  @Test
  void leavesEventsOfARequestText() {
    Exchange exchange = Raws.get("/").sending("text/event-stream", "data: some\n\n").strict();
    assertThat(exchange.getRequest().getBody().getExtent()).isEqualTo(Extent.EXTENT_WHOLE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          data: 1                            | 0 | false
          data: 1~~data: 2                   | 1 | false
          : keep~~: alive~~                  | 0 | false
          """)
  void discardsWhatAClientWould(String stream, int events, boolean truncated) {
    Body body = body(events(stream.replace('~', '\n')));
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_MESSAGES);
    assertThat(body.getMessagesCount()).isEqualTo(events);
    assertThat(body.getTruncated()).isEqualTo(truncated);
  }

  @Test
  void boundsItsEvents() {
    Body many = body(events("data\n\n".repeat(LIMIT + 1)));
    assertThat(many.getMessagesCount()).isEqualTo(LIMIT);
    assertThat(many.getTruncated()).isTrue();
    assertThat(body(events("data\n\n".repeat(LIMIT))).getTruncated()).isFalse();
    Body one = body(events("data: 1\n\ndata: " + "x".repeat(10 << 20) + "\n\n"));
    assertThat(one.getMessagesCount()).isEqualTo(1);
    assertThat(one.getTruncated()).isTrue();
  }

  @Test
  void recordsLengthAndDigestOfEachMessageOfACall() {
    byte[] sent = Frames.of().add("first of all").add("").add("second").add("second").bytes();
    Exchange exchange =
        Raws.get("/a.B/C")
            .sending("application/grpc", new String(sent, StandardCharsets.UTF_8))
            .returning("application/grpc+proto", RawBody.whole(sent))
            .trailing("grpc-status", "5")
            .trailing("grpc-message", "no%20such%20user%3A%20bob%40x.org")
            .strict();
    assertThat(exchange.getRequest().getBody().getMessagesList())
        .allMatch(StreamMessage::getFromClient)
        .hasSize(4);
    List<StreamMessage> messages = messages(exchange);
    assertThat(messages.stream().map(StreamMessage::getLength)).containsExactly(12L, 0L, 6L, 6L);
    assertThat(messages).noneMatch(StreamMessage::getFromClient);
    assertThat(messages).allMatch(message -> message.getContent().isEmpty());
    assertThat(messages.get(2).getDigest()).isEqualTo(messages.get(3).getDigest());
    assertThat(messages.get(2).getDigest()).isNotEqualTo(messages.get(1).getDigest());
    assertThat(exchange.getResponse().getTrailers(0).getValue()).isEqualTo("5");
    assertThat(exchange.getResponse().getTrailers(1).getValue())
        .matches("[a-z]{2} [a-z]{4} [a-z]{4}: u_[a-z2-7]{12}@[a-z2-7]{6}\\.invalid");
    assertThat(sanitised(exchange).toString()).doesNotContain("first", "bob");
  }

  @Test
  void digestsWhatWasCompressedAsIfItWasNot() {
    byte[] frames =
        Frames.of().add("a price").gzip("a price").compressed(Raws.bytes("no gzip")).bytes();
    List<StreamMessage> gzip = messages(grpc(frames, "gzip"));
    assertThat(gzip.get(1).getDigest()).isEqualTo(gzip.get(0).getDigest());
    assertThat(gzip.get(1).getLength()).isEqualTo(gzip(Raws.bytes("a price")).length);
    assertThat(gzip.get(2).getDigest().size()).isEqualTo(16);
    List<StreamMessage> other = messages(grpc(frames, "snappy"));
    assertThat(other.get(1).getDigest()).isNotEqualTo(other.get(0).getDigest());
    assertThat(other.getFirst().getDigest()).isEqualTo(gzip.getFirst().getDigest());
  }

  /** What can't be decompressed takes what it came to, and no more. */
  @Test
  void decompressesWhatFollowsACorruptMessage() {
    byte[] corrupt = gzip(new byte[1 << 20]);
    corrupt[corrupt.length - 5] ^= 1;
    Frames frames = Frames.of().add("a price");
    for (int i = 0; i < 3; i++) {
      frames.compressed(corrupt).compressed(Raws.bytes("no gzip")).gzip("a price");
    }
    List<StreamMessage> messages = messages(grpc(frames.bytes(), "gzip"));
    for (int i = 3; i < messages.size(); i += 3) {
      assertThat(messages.get(i).getDigest()).isEqualTo(messages.getFirst().getDigest());
    }
    frames.compressed(corrupt).compressed(corrupt).gzip("a price");
    assertThat(messages(grpc(frames.bytes(), "gzip")).getLast().getDigest())
        .as("they come to more than is taken")
        .isNotEqualTo(messages.getFirst().getDigest());
  }

  @Test
  void decompressesNoBombs() {
    byte[] bomb = gzip(new byte[64 << 20]);
    Frames frames = Frames.of().gzip("a price").compressed(bomb).gzip("a price").add("a price");
    List<StreamMessage> messages = messages(grpc(frames.bytes(), "gzip"));
    assertThat(messages).hasSize(4).allMatch(message -> message.getContent().isEmpty());
    assertThat(messages.get(1).getLength()).isEqualTo(bomb.length);
    assertThat(messages.get(0).getDigest()).isEqualTo(messages.get(3).getDigest());
    assertThat(messages.get(2).getDigest())
        .as("nothing is decompressed any more")
        .isNotEqualTo(messages.get(3).getDigest());
  }

  @ParameterizedTest
  @CsvSource({
    // What follows one whole message.
    "'00', true", "'00 00 00 00', true", "'00 00 00 00 02 41', true", "'02 00 00 00 00', true",
    "'80 00 00 00 00', true", "'00 ff ff ff ff 41', true", "'01 7f ff ff ff', true", "'', false",
  })
  void keepsTheWholeMessagesBeforeABrokenOne(String then, boolean truncated) {
    Frames frames = Frames.of().add("whole");
    for (String octet : then.isEmpty() ? new String[0] : then.split(" ", -1)) {
      frames.octet(Integer.parseInt(octet, 16));
    }
    Body body = body(grpc(frames.bytes(), ""));
    assertThat(body.getExtent()).isEqualTo(Extent.EXTENT_MESSAGES);
    assertThat(body.getMessagesCount()).isEqualTo(1);
    assertThat(body.getTruncated()).isEqualTo(truncated);
  }

  @Test
  void boundsItsMessages() {
    Body body = body(grpc(new byte[5_000_000], ""));
    assertThat(body.getMessagesCount()).isEqualTo(LIMIT);
    assertThat(body.getTruncated()).isTrue();
    assertThat(body.getSerializedSize()).isLessThan(1 << 20);
  }

  private static Exchange events(String stream) {
    return Raws.get("/").returning("text/event-stream", stream).strict();
  }

  private static Exchange grpc(byte[] frames, String encoding) {
    return Raws.get("/a.B/C")
        .answering("grpc-encoding", encoding)
        .returning("application/grpc", RawBody.whole(frames))
        .strict();
  }

  private static Body body(Exchange exchange) {
    return exchange.getResponse().getBody();
  }

  private static List<StreamMessage> messages(Exchange exchange) {
    assertThat(body(exchange).getExtent()).isEqualTo(Extent.EXTENT_MESSAGES);
    return body(exchange).getMessagesList();
  }

  private static String sanitised(Exchange exchange) {
    return exchange
        + messages(exchange).stream().map(StreamSanitiserTest::text).toList().toString();
  }

  private static String text(StreamMessage message) {
    return message.getContent().toStringUtf8();
  }

  private static String told(Leaf leaf) {
    return "%s %s %s".formatted(leaf.getLocation(), leaf.getListsList(), leaf.getItemsList());
  }

  private static byte[] gzip(byte[] plain) {
    return Frames.gzipped(plain);
  }
}
