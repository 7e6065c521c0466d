package dev.parallax.proxy.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each text whole, and byte by byte: the answer must not depend on it. */
class LineCheckTest {

  private final LineCheck lines = new LineCheck();

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n folded", "\r\n \r", "GET", "A\n\r\nB"})
  void takesHeads(String head) {
    lines.startHead();
    assertThat(isClean(head, head.length())).isTrue();
    lines.startHead();
    assertThat(isClean(head, 1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {" GET", "\nGET", "\0", "A\r\n B", "A\r\n\tB", "A\r\n\n", "A\r\n\rB"})
  void refusesHeads(String head) {
    lines.startHead();
    assertThat(isClean(head, head.length())).isFalse();
    lines.startHead();
    assertThat(isClean(head, 1)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\r\nhello\r\n0\r\n\r\n",
        "05\r\n\r\n \r\n\r\n000\r\nX: y\r\n\r\n",
        "a ; b = c\t;d=\"\\\" ;\"\r\n0123456789\r\nF",
        "7FFFFFFF\r\nx",
        "0\r\n\r\n folded"
      })
  void takesChunks(String chunks) {
    lines.startChunks();
    assertThat(isClean(chunks, chunks.length())).isTrue();
    lines.startChunks();
    assertThat(isClean(chunks, 1)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        " 5\r\n",
        "5 \r\n",
        "5\n",
        "5\r\r\n",
        "0x5\r\n",
        "80000000\r\n",
        "10000000000000005\r\n",
        "5;\r\n",
        "5;a=\r\n",
        "5;a b\r\n",
        "5;a=\"b\r\n",
        "5;a=\"b\\\r\n",
        "5;a=\"\u0001\"\r\n",
        "1\r\nxy\r\n",
        "1\r\nx\n\r",
        "0\r\n x: y\r\n",
        "0\r\nx: y\r\n\tz\r\n",
        "0\r\n\n"
      })
  void refusesChunks(String chunks) {
    lines.startChunks();
    assertThat(isClean(chunks, chunks.length())).isFalse();
    lines.startChunks();
    assertThat(isClean(chunks, 1)).isFalse();
  }

  private boolean isClean(String text, int pieceBytes) {
    ByteBuf in = Unpooled.buffer();
    boolean clean = true;
    for (int at = 0; clean && at < text.length(); at += pieceBytes) {
      in.writeCharSequence(text.substring(at, at + pieceBytes), StandardCharsets.ISO_8859_1);
      clean = lines.isClean(in);
    }
    return clean;
  }
}
