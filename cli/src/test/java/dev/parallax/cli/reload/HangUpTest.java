package dev.parallax.cli.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HangUpTest {

  /** The JDK looks the handler up, and runs it on a thread that may come late. */
  @Test
  void isAnsweredIfTheHandlerOfBeforeRunsAfterwards() throws ReflectiveOperationException {
    HangUp.hold();
    Object before = replaceHandler();
    AtomicInteger answers = new AtomicInteger();
    HangUp.onEach(answers::incrementAndGet);
    answers.set(0);

    Class.forName("sun.misc.SignalHandler")
        .getMethod("handle", Class.forName("sun.misc.Signal"))
        .invoke(before, signal());

    assertThat(answers).hasValue(1);
  }

  /** What handled it so far. */
  private static Object replaceHandler() throws ReflectiveOperationException {
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    return Class.forName("sun.misc.Signal")
        .getMethod("handle", Class.forName("sun.misc.Signal"), handler)
        .invoke(null, signal(), handler.getField("SIG_IGN").get(null));
  }

  private static Object signal() throws ReflectiveOperationException {
    return Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance("HUP");
  }
}
