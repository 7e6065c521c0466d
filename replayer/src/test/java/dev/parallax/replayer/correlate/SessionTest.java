package dev.parallax.replayer.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Exchange;
import dev.parallax.replayer.Recorded;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SessionTest {

  @Test
  void knowsWhatTheJoinedOneKnewWhichKeepsNothing() {
    Session joined = new Session();
    Exchange exchange = Recorded.get("a", "/login");
    Product product = joined.product("a", () -> new Product(exchange, new AtomicLong()));
    joined.give(1, product);
    joined.send(2);
    joined.hold();

    Session session = new Session();
    session.join(joined);

    assertThat(session.givers(1)).containsExactly(product);
    assertThat(session.wasSent(2)).isTrue();
    assertThat(session.products()).containsExactly(product);
    assertThat(joined.bytes()).isEqualTo(new Session().bytes());
    assertThat(joined.products()).isEmpty();
  }

  @Test
  void isHeldUntilAllThatItJoinedAreDone() {
    Session first = new Session();
    first.hold();
    Session second = new Session();
    second.join(first);
    second.hold();
    Session third = new Session();
    third.join(second);

    first.release();
    assertThat(third.isHeld()).isTrue();
    second.release();
    assertThat(third.isHeld()).isFalse();
  }

  @Test
  void isHeldByWhatTheJoinedOneHadJoined() {
    Session first = new Session();
    first.hold();
    Session second = new Session();
    second.join(first);
    Session third = new Session();
    third.join(second);

    assertThat(third.isHeld()).isTrue();
    first.release();
    assertThat(third.isHeld()).isFalse();
  }
}
