package dev.parallax.replayer.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.replayer.wire.Framing;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MessageEndsTest {

  /** Each {@code |} in the text is where an event ends. */
  @ParameterizedTest
  @CsvSource({
    "'data: 1\\n\\n|data: 2\\n\\n|'",
    "'data: 1\\r\\n\\r\\n|data: 2\\r\\n\\r\\n|'",
    "'data: 1\\r\\r|data: 2\\r\\r|'",
    "'data\\n\\n|data:\\n\\n|'",
    "': comment\\n\\ndata: 1\\n\\n|: more\\n\\n'",
    "'event: x\\nid: 7\\n\\nretry: 3\\n\\ndata: 1\\nevent: y\\n\\n|'",
    "'dat: 1\\n\\ndatum: 2\\n\\n xdata: 3\\n\\n'",
    "'data: 1\\ndata: 2\\n\\n|data: has not ended\\n'",
    "'\\n\\n\\ndata: 1\\n\\n|\\n\\n'",
    // A byte order mark, and what begins like one: ^ is the mark, and ~ its first byte.
    "'^data: 1\\n\\n|data: 2\\n\\n|'",
    "'^\\n\\ndata: 1\\n\\n|'",
    "'^^data: 1\\n\\ndata: 2\\n\\n|'",
    "'\\n^data: 1\\n\\ndata: 2\\n\\n|'",
    "'~data: 1\\n\\ndata: 2\\n\\n|'",
  })
  void findsEventsInWhateverPartsTheyCome(String marked) {
    String text =
        marked.replace("\\n", "\n").replace("\\r", "\r").replace("^", "\u00ef\u00bb\u00bf");
    String bytes = text.replace("~", "\u00ef");

    assertEnds(
        Framing.EVENTS,
        Buffer.buffer(bytes.replace("|", "").getBytes(StandardCharsets.ISO_8859_1)),
        marks(bytes));
  }

  @Test
  void findsMessagesOfGrpcInWhateverPartsTheyCome() {
    Buffer body = Buffer.buffer();
    List<Integer> ends = new ArrayList<>();
    for (int length : new int[] {0, 1, 300, 0, 70_000, 5}) {
      body.appendByte((byte) 0).appendInt(length).appendBytes(new byte[length]);
      ends.add(body.length());
    }
    body.appendByte((byte) 1).appendInt(9).appendBytes(new byte[8]);

    assertEnds(Framing.GRPC, body, ends);
  }

  @Test
  void findsNoneWhereThereIsOne() {
    assertEnds(Framing.NONE, Buffer.buffer("data: 1\n\n"), List.of());
  }

  private static List<Integer> marks(String text) {
    List<Integer> ends = new ArrayList<>();
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '|') {
        ends.add(at - ends.size());
      }
    }
    return ends;
  }

  private static void assertEnds(Framing framing, Buffer body, List<Integer> expected) {
    for (int partBytes : new int[] {1, 2, 3, 7, 4096, body.length()}) {
      MessageEnds ends = MessageEnds.of(framing);
      List<Integer> found = new ArrayList<>();
      for (int start = 0; start < body.length(); start += partBytes) {
        Buffer part = body.slice(start, Math.min(start + partBytes, body.length()));
        for (int at = ends.next(part, 0); at >= 0; at = ends.next(part, at)) {
          found.add(start + at);
        }
      }
      // Between CR and LF, an end may come early.
      assertThat(found).as("in parts of %d", partBytes).hasSameSizeAs(expected);
      for (int i = 0; i < found.size(); i++) {
        assertThat(expected.get(i) - found.get(i)).as("in parts of %d", partBytes).isBetween(0, 1);
      }
    }
  }
}
