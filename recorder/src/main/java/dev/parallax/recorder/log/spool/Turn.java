package dev.parallax.recorder.log.spool;

import dev.parallax.recorder.warning.WarnLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whose turn it is to give the log events: the appender's while the spool is empty, the forwarder's
 * while it is not. Whoever calls anything of this, or of the spool, holds its monitor; the turn
 * passes under it, so that no event passes another one by.
 */
final class Turn {

  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

  static final String BEHIND = "it leaves events unacknowledged";

  private final Path directory;
  private final Spool spool;
  private final Direct direct;
  private final WarnLimit warnings = new WarnLimit(System::nanoTime);
  private boolean forwarders;
  private boolean ended;

  /**
   * @param directory of the spool, to be named
   */
  Turn(Path directory, Spool spool, Direct direct) {
    this.directory = directory;
    this.spool = spool;
    this.direct = direct;
    forwarders = !spool.isEmpty();
  }

  /** Whether it is the forwarder's, so that events go to the spool. */
  boolean isForwarders() {
    return forwarders;
  }

  /**
   * The forwarder's from now on.
   *
   * @param reason why the log does not take events from the appender
   */
  void toForwarder(String reason) {
    if (!forwarders) {
      forwarders = true;
      if (warnings.tryPass()) {
        LOG.atWarn()
            .addKeyValue("error", reason)
            .addKeyValue("spool", directory)
            .addKeyValue("heldBack", warnings.takeHeldBack())
            .log("the log is away, exchanges go to the spool");
      }
    }
    notifyAll();
  }

  /** The appender's again, where nothing is left in the spool. */
  boolean toAppender() {
    if (!spool.isEmpty()) {
      return false;
    }
    forwarders = false;
    LOG.atInfo().log("the spool is empty: the log is written again");
    notifyAll();
    return true;
  }

  void divertIfStuck() {
    if (direct.isStuck()) {
      divert();
    }
  }

  /**
   * What the log was given and has not acknowledged goes to the spool before all else. Where that
   * has no room, it stays with the log, as if there were no spool.
   */
  void divert() {
    boolean room = true;
    boolean moved = false;
    for (Direct.Sent one = direct.moveFirst(); one != null; one = direct.moveFirst()) {
      try {
        if (room) {
          spool.append(one.event(), one.receipt());
          moved = true;
          continue;
        }
      } catch (IOException full) {
        room = false;
      }
      if (direct.moveBack(one)) {
        break;
      }
    }
    if (moved) {
      toForwarder(BEHIND);
      try {
        spool.flush();
      } catch (IOException e) {
        // Tried again a second later, and told then.
      }
    }
  }

  /** The forwarder is to take no more turns. */
  void end() {
    ended = true;
    notifyAll();
  }

  boolean isEnded() {
    return ended;
  }

  /** To be called where something changed that others wait for. */
  void changed() {
    notifyAll();
  }

  /**
   * Lets go of it until something changes, or for so long.
   *
   * @return false if the thread was interrupted
   */
  @SuppressWarnings("WaitNotInLoop") // To wake too early is no harm: all look again.
  boolean await(Duration atMost) {
    try {
      wait(atMost.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
