package dev.parallax.replayer.amplify;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parallax.proto.Exchange;
import dev.parallax.recorder.sanitize.FreshValues;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.replayer.correlate.Entries;
import dev.parallax.replayer.correlate.place.Visitor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes of each copy another user: what says who sends a request gets a value that only the copy
 * has, the same one wherever it stands in it, at each leg, in each process. Of an id that staging
 * has a pool for, it is the copy's value that chooses. Safe on any thread.
 */
public final class CopiedEntries implements Entries {

  private final Entries others;
  private final String runId;
  private final Map<Integer, FreshValues> fresh = new ConcurrentHashMap<>();

  private CopiedEntries(Entries others, String runId) {
    this.others = others;
    this.runId = runId;
  }

  /**
   * @param others for all, copies or not
   * @param runId another run's copies are others
   */
  public static Entries of(Entries others, String runId) {
    return new CopiedEntries(others, runId);
  }

  @Override
  public @Nullable Visitor of(Exchange recorded) {
    Visitor other = others.of(recorded);
    int copy = SessionCopy.numberOf(recorded.getId());
    if (copy == 0) {
      return other;
    }
    Visitor own = OwnValues.of(recorded, fresh.computeIfAbsent(copy, this::values)::of);
    if (own == null || other == null) {
      return own == null ? other : own;
    }
    return (trail, value) -> {
      String made = own.visit(trail, value);
      String known = other.visit(trail, made == null ? value : made);
      return known == null ? made : known;
    };
  }

  private FreshValues values(int copy) {
    return new FreshValues("copy %d of run %s".formatted(copy, runId).getBytes(UTF_8));
  }
}
