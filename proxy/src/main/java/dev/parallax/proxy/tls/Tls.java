package dev.parallax.proxy.tls;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS with clients and upstreams, of files that may change: a new connection gets what they held
 * last that could be used, and those that are open go on. Thread-safe.
 */
public final class Tls implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Tls.class);
  private static final Duration CHECKED_EVERY = Duration.ofSeconds(3);

  static {
    // Each costs the server more than the client (CVE-2011-1473). The JDK reads it at its first
    // handshake; BoringSSL lets no client do it.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  /** What the files were, and what became of them. */
  private record State(@Nullable ServerContexts server, @Nullable ClientContexts client) {

    static State load(TlsSettings settings, boolean withUpstreams) throws TlsFault {
      ServerContexts server =
          settings.certificates().isEmpty() ? null : ServerContexts.load(settings);
      try {
        return new State(server, withUpstreams ? ClientContexts.load(settings) : null);
      } catch (TlsFault e) {
        if (server != null) {
          server.release();
        }
        throw e;
      }
    }

    void release() {
      if (server != null) {
        server.release();
      }
      if (client != null) {
        client.release();
      }
    }
  }

  private final TlsSettings settings;
  private boolean withUpstreams;
  private final @Nullable ScheduledExecutorService watch;
  private volatile State state;
  private boolean closed;

  /** Of what was tried last, be it usable or not. */
  private String digest;

  /** Whether it was not. */
  private boolean refused;

  private Iterable<EventExecutor> loops = List.of();

  private Tls(TlsSettings settings, boolean withUpstreams, String digest, State state) {
    this.settings = settings;
    this.withUpstreams = withUpstreams;
    this.digest = digest;
    this.state = state;
    this.watch =
        settings.files().isEmpty()
            ? null
            : Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("parallax-tls").factory());
  }

  /**
   * Reads all files.
   *
   * @param withUpstreams whether any upstream is spoken to over TLS
   * @throws TlsFault if one of them can't be used
   */
  public static Tls load(TlsSettings settings, boolean withUpstreams) throws TlsFault {
    String digest = FileDigests.of(settings.files());
    Tls tls = new Tls(settings, withUpstreams, digest, State.load(settings, withUpstreams));
    if (withUpstreams && settings.upstreamInsecure()) {
      log.atWarn()
          .addKeyValue("proxy.tls.upstreamInsecure", true)
          .log("upstreams' certificates are not verified: anyone between can read and change");
    }
    return tls;
  }

  /**
   * Looks at the files every few seconds from here on.
   *
   * @param users the event loops whose connections use what the files hold
   */
  public synchronized void watch(Iterable<EventExecutor> users) {
    loops = users;
    if (watch != null) {
      var _ =
          watch.scheduleWithFixedDelay(
              this::check,
              CHECKED_EVERY.toMillis(),
              CHECKED_EVERY.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  // What fails once must not end the next ones.
  private void check() {
    try {
      look();
    } catch (RuntimeException | Error e) {
      log.atWarn().addKeyValue("error", e.getClass().getName()).log("files were not looked at");
    }
  }

  /**
   * Takes the files as they are now, if they changed. If one can't be used, all stays as it was,
   * and one line says why, also where it was said before. Blocks for the time of reading them: not
   * for event loops.
   */
  public synchronized void reload() {
    if (refused) {
      digest = "";
    }
    look();
  }

  private synchronized void look() {
    String now = FileDigests.of(settings.files());
    if (closed || now.equals(digest)) {
      return;
    }
    digest = now;
    refused = true;
    State before = state;
    try {
      state = State.load(settings, withUpstreams);
    } catch (TlsFault e) {
      log.atWarn()
          .addKeyValue("reason", e.getMessage())
          .log("certificates are as before: the changed files can't be used");
      return;
    }
    refused = false;
    log.atInfo().log("certificates were read anew");
    // A loop that took what was before has used it once it does the next thing.
    loops.forEach(loop -> loop.submit(() -> {}).awaitUninterruptibly());
    before.release();
  }

  /**
   * Makes ready for upstreams that are spoken to over TLS, if it is not yet. Blocks while it reads.
   *
   * @throws TlsFault if a file can't be used
   */
  public synchronized void prepareForUpstreams() throws TlsFault {
    if (!withUpstreams && !closed) {
      state = new State(state.server(), ClientContexts.load(settings));
      withUpstreams = true;
    }
  }

  /** Empty if clients are not spoken to over TLS. */
  public Optional<ServerTls> downstream() {
    return settings.certificates().isEmpty()
        ? Optional.empty()
        : Optional.of(new ServerTls(this::server));
  }

  /** With upstreams that are spoken to over TLS. */
  public ClientTls upstream() {
    return new ClientTls(this::client);
  }

  /** Those that clients and upstreams are shown: one for each file. */
  public Collection<CertificateLife> certificates() {
    State now = state;
    return Stream.concat(
            Stream.ofNullable(now.server()).map(ServerContexts::lives),
            Stream.ofNullable(now.client()).map(ClientContexts::lives))
        .flatMap(List::stream)
        .collect(Collectors.toMap(CertificateLife::file, one -> one, CertificateLife::shorter))
        .values();
  }

  private ServerContexts server() {
    return present(state.server());
  }

  private ClientContexts client() {
    return present(state.client());
  }

  private static <T> T present(@Nullable T loaded) {
    if (loaded == null) {
      throw new IllegalStateException("TLS (expected: asked for when the files were read)");
    }
    return loaded;
  }

  /** To be called when the event loops have ended. */
  @Override
  public synchronized void close() {
    if (watch != null) {
      watch.shutdownNow();
    }
    if (!closed) {
      closed = true;
      state.release();
    }
  }
}
