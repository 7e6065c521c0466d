package dev.parallax.cli.reload;

import dev.parallax.cli.config.SettingsFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Looks at a configuration file, and others, every two seconds, and at once on SIGHUP, on a thread
 * of its own which nothing ends before {@link #close}. A change is taken up when two looks agree on
 * it.
 */
public final class ConfigWatch implements AutoCloseable {

  private static final Duration POLL = Duration.ofSeconds(2);

  /** Between two looks when somebody waits. */
  static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final boolean configured;
  private final List<Watched> watched;
  private final List<Runnable> others;
  private final Consumer<String> say;
  private final Semaphore hangUps = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /** A file, and what is done where it changes. On the watch's thread. */
  interface Watched {

    /** Looks at it once. */
    void look();

    /** Looks until it stands still: somebody asked. */
    void answer();
  }

  /** The settings'. */
  private record Configuration(SettingsFile read, WatchedFile file, Reload reload)
      implements Watched {

    @Override
    public void look() {
      file.changed().ifPresent(content -> reload.take(read, content, false));
    }

    @Override
    public void answer() {
      reload.take(read, file.current(() -> LockSupport.parkNanos(PAUSE_NANOS)), true);
    }
  }

  private ConfigWatch(
      boolean configured, List<Watched> watched, List<Runnable> others, Consumer<String> say) {
    this.configured = configured;
    this.watched = List.copyOf(watched);
    this.others = List.copyOf(others);
    this.say = say;
    thread = Thread.ofPlatform().name("parallax-config").daemon().unstarted(this::run);
  }

  /**
   * Watches until it is closed.
   *
   * @param file that the settings were read from; without one, SIGHUP is only for the others
   * @param key watched as well
   * @param others what SIGHUP is for as well, each of which tells how it went
   * @param say takes one line
   */
  public static ConfigWatch start(
      Optional<SettingsFile> file,
      Reload reload,
      Optional<KeyWatch> key,
      List<Runnable> others,
      Consumer<String> say) {
    List<Watched> watched = new ArrayList<>();
    file.ifPresent(
        read ->
            watched.add(
                new Configuration(read, new WatchedFile(read.path(), read.text()), reload)));
    key.ifPresent(watched::add);
    ConfigWatch watch = new ConfigWatch(file.isPresent(), watched, others, say);
    watch.thread.start();
    HangUp.onEach(watch::hangUp);
    return watch;
  }

  /** As SIGHUP does. */
  void hangUp() {
    hangUps.release();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  private void run() {
    while (!closed) {
      try {
        boolean asked = hangUps.tryAcquire(POLL.toNanos(), TimeUnit.NANOSECONDS);
        hangUps.drainPermits();
        turn(asked);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void turn(boolean asked) {
    if (!asked) {
      watched.forEach(one -> guarded(one::look));
      return;
    }
    others.forEach(this::guarded);
    watched.forEach(one -> guarded(one::answer));
    if (!configured) {
      say.accept("no configuration to reload: it was started without a file");
    }
  }

  /** What fails once must not end the next ones. */
  private void guarded(Runnable body) {
    try {
      body.run();
    } catch (RuntimeException | Error e) {
      if (!closed) {
        say.accept("warning: not reloaded: failed by " + e.getClass().getName());
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
