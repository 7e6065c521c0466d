package dev.parallax.recorder.capture;

import dev.parallax.proto.LedgerEntry;
import dev.parallax.recorder.ledger.LeftTally;
import dev.parallax.recorder.log.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last entries of the ledger which earlier processes owe the log: told until it keeps them, and
 * then forgotten. To tell one twice does no harm, since its number is the same. Confined to the
 * worker's thread.
 */
public final class Closings {

  private static final Logger LOG = LoggerFactory.getLogger(Closings.class);

  private final List<Owed> owed = new ArrayList<>();

  public Closings(List<LeftTally> left) {
    left.forEach(one -> owed.add(new Owed(one)));
  }

  private enum State {
    UNTOLD,
    TOLD,
    KEPT
  }

  /** Settled on the log's thread. */
  private static final class Owed implements Receipt {
    private final LeftTally left;
    private volatile State state = State.UNTOLD;

    Owed(LeftTally left) {
      this.left = left;
    }

    @Override
    public void settled(boolean kept) {
      state = kept ? State.KEPT : State.UNTOLD;
    }
  }

  /**
   * Tells what the log was not told, or did not keep.
   *
   * @param append whether the log takes it
   */
  void tell(BiPredicate<LedgerEntry, Receipt> append) {
    for (Owed one : owed) {
      if (one.state == State.UNTOLD) {
        one.state = State.TOLD;
        if (!append.test(one.left.closing(), one)) {
          one.state = State.UNTOLD;
          return;
        }
      }
    }
  }

  /** Forgets what the log keeps. */
  void settle() {
    for (Owed one : List.copyOf(owed)) {
      if (one.state == State.KEPT) {
        owed.remove(one);
        try {
          Files.deleteIfExists(one.left.file());
        } catch (IOException e) {
          LOG.atWarn().addKeyValue("error", e.getMessage()).log("told again at the next start");
        }
      }
    }
  }
}
