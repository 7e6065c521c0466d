package dev.parallax.recorder.sanitize;

import dev.parallax.recorder.endpoint.ClearWords;
import dev.parallax.recorder.endpoint.LearnedWords;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered as long as the same words of paths pass: made anew when others do. Safe on any
 * thread; what is put into an old one at that moment is lost with it.
 */
final class WhileWordsPass<M> {

  private final LearnedWords learned;
  private final Supplier<M> maker;
  private volatile @Nullable Made<M> made;

  WhileWordsPass(LearnedWords learned, Supplier<M> maker) {
    this.learned = learned;
    this.maker = maker;
  }

  private record Made<M>(ClearWords words, M memory) {}

  M get() {
    ClearWords now = learned.current();
    Made<M> known = made;
    if (known == null || known.words() != now) {
      known = new Made<>(now, maker.get());
      made = known;
    }
    return known.memory();
  }
}
