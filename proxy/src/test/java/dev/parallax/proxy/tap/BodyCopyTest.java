package dev.parallax.proxy.tap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.recorder.raw.RawBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyCopyTest {

  private final FakeCapture budget = new FakeCapture();

  @ParameterizedTest
  @CsvSource({
    // chunks, cap, budget -> copy, truncated
    "'', 10, 99, '', false",
    "abc, 10, 99, abc, false",
    "'abc,def', 10, 99, abcdef, false",
    "'abc,def', 6, 99, abcdef, false",
    "'abc,def', 5, 99, abcde, true",
    "'abc,def', 3, 99, abc, true",
    "'abc,def', 0, 99, '', true",
    "'abc,def,g', 10, 4, abc, true",
    "'abcdef,g', 10, 4, '', true",
  })
  void copiesWithinCapAndBudget(
      String chunks, int maxBytes, int budgetBytes, String copy, boolean truncated) {
    budget.budgetBytes = budgetBytes;
    BodyCopy body = new BodyCopy(budget.reservation(), maxBytes);
    int passed = 0;
    for (String chunk : List.of(chunks.split(",", -1))) {
      ByteBuf content = Unpooled.copiedBuffer(chunk, StandardCharsets.US_ASCII);
      passed += content.readableBytes();
      body.add(content);
      assertThat(content.readableBytes()).as("borrowed, not read").isEqualTo(chunk.length());
      assertThat(content.refCnt()).isEqualTo(1);
      content.release();
    }
    RawBody raw = body.toRawBody(true);
    assertThat(new String(raw.content(), StandardCharsets.US_ASCII)).isEqualTo(copy);
    assertThat(raw.length()).isEqualTo(passed);
    assertThat(raw.truncated()).isEqualTo(truncated);
    assertThat(budget.reserved).as("reserved").isEqualTo(copy.length());
  }

  @Test
  void givesBackWhatIsDiscarded() {
    BodyCopy body = new BodyCopy(budget.reservation(), 100);
    body.add(Unpooled.wrappedBuffer(new byte[4]));
    body.add(Unpooled.wrappedBuffer(new byte[3]));
    body.discard();
    body.add(Unpooled.wrappedBuffer(new byte[3]));
    assertThat(budget.reserved).isZero();
  }

  @Test
  void reservesWhatItsArrayHoldsAndKeepsWhatItCopied() {
    BodyCopy body = new BodyCopy(budget.reservation(), 100);
    body.add(Unpooled.wrappedBuffer(new byte[40]));
    assertThat(budget.reserved).isEqualTo(40);
    body.add(Unpooled.wrappedBuffer(new byte[1]));
    assertThat(budget.reserved).as("doubled").isEqualTo(80);
    assertThat(body.toRawBody(true).content()).hasSize(41);
    assertThat(budget.reserved).isEqualTo(41);
    body.discard();
    assertThat(budget.reserved).isZero();
  }

  @Test
  void isTruncatedIfItsEndNeverCame() {
    assertThat(new BodyCopy(budget.reservation(), 100).toRawBody(false).truncated()).isTrue();
  }
}
