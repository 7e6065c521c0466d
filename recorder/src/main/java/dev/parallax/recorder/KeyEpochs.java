package dev.parallax.recorder;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Selection;
import dev.parallax.proto.SessionLink;
import dev.parallax.recorder.Sanitising.Epoch;
import dev.parallax.recorder.capture.Clocks;
import dev.parallax.recorder.capture.ExchangeSanitiser;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitised;
import dev.parallax.recorder.sanitize.Sanitiser;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sanitises by what is current when each exchange's turn has come, and under the key that its
 * session began with: where the key changes, sessions that were seen within the last {@value
 * #HELD_MINUTES} minutes keep the one before for as long, so that none is torn; then that key is
 * overwritten. A second change within that time overwrites it at once.
 *
 * <p>What is current may be changed on any thread; all else is confined to the worker's, so that no
 * key is overwritten while it is in use.
 */
final class KeyEpochs implements ExchangeSanitiser {

  static final int HELD_MINUTES = 30;
  static final Duration HELD = Duration.ofMinutes(HELD_MINUTES);

  private final String service;
  private final Clocks clocks;
  private final AtomicReference<Sanitising> current;

  /** Held while what is current changes: no policy is applied to a key that is overwritten. */
  private final Object changes = new Object();

  private String epoch;
  private UnderWay underWay;

  /** Of the key before. */
  private UnderWay underWayBefore;

  /** Those whose keys are to be overwritten; filled on any thread. */
  private final Queue<Epoch> ended = new ConcurrentLinkedQueue<>();

  KeyEpochs(String service, Sanitiser sanitiser, Deployments deployments, Clocks clocks) {
    this.service = service;
    this.clocks = clocks;
    Sanitising first = Sanitising.of(sanitiser, deployments);
    current = new AtomicReference<>(first);
    epoch = first.now().name();
    underWay = none();
    underWayBefore = none();
  }

  void reload(SanitisePolicy policy, Deployments deployments) {
    synchronized (changes) {
      current.set(current.get().with(policy, deployments));
    }
  }

  /** Empty if it is the key already. On the thread that reloads. */
  Optional<KeyChange> rotate(PseudonymKey key) {
    synchronized (changes) {
      Sanitising now = current.get();
      Epoch was = now.now();
      Epoch next = Epoch.of(was.strict().withKey(key));
      if (next.name().equals(was.name())) {
        return Optional.empty();
      }
      current.set(now.with(next, clocks.nanos() + HELD.toNanos()));
      Epoch displaced = now.before();
      if (displaced != null) {
        ended.add(displaced);
      }
      return Optional.of(new KeyChange(was.name(), next.name(), HELD));
    }
  }

  @Override
  public String session(RawExchange raw) {
    Sanitising now = look();
    Epoch chosen = of(now, raw);
    String session = chosen.strict().session(raw);
    // Also of what will be sampled out: no session is to be kept from its middle on.
    sessionsOf(chosen, now).saw(session, clocks.nanos());
    return session;
  }

  /** By the key of now, as paths are looked at. Any thread. */
  Sanitiser strict() {
    return current.get().now().strict();
  }

  @Override
  public String method(RawExchange raw) {
    return strict().method(raw);
  }

  @Override
  public String authority(RawExchange raw) {
    Sanitising now = look();
    return of(now, raw).of(raw.route()).authority(raw);
  }

  @Override
  public Sanitised<Exchange> exchange(RawExchange raw, Selection selection) {
    Sanitising now = look();
    Epoch chosen = of(now, raw);
    Sanitised<Exchange> sanitised =
        chosen
            .of(raw.route())
            .exchange(raw, new Provenance(service, now.deployments().of(raw.route()), selection));
    saw(sessionsOf(chosen, now), sanitised.event());
    return sanitised;
  }

  @Override
  public void tend() {
    var _ = look();
  }

  private Epoch of(Sanitising now, RawExchange raw) {
    Epoch before = now.before();
    boolean begun =
        before != null && underWayBefore.has(before.strict().session(raw), clocks.nanos());
    return begun && before != null ? before : now.now();
  }

  private UnderWay sessionsOf(Epoch chosen, Sanitising now) {
    return chosen.name().equals(now.now().name()) ? underWay : underWayBefore;
  }

  private void saw(UnderWay sessions, Exchange exchange) {
    long now = clocks.nanos();
    sessions.saw(exchange.getSession(), now);
    for (SessionLink link : exchange.getSessionLinksList()) {
      sessions.saw(link.getTo(), now);
    }
  }

  /** What is current; keys whose time is over are overwritten on the way. */
  private Sanitising look() {
    Sanitising now = current.get();
    if (!now.now().name().equals(epoch)) {
      // Where the key changed twice since the last look, nothing was recorded by the one between.
      boolean held = now.before() != null && now.before().name().equals(epoch);
      underWayBefore = held ? underWay : none();
      underWay = none();
      epoch = now.now().name();
    }
    if (isBeforeOver(now)) {
      now = endBefore();
    }
    for (Epoch over = ended.poll(); over != null; over = ended.poll()) {
      forget(over);
    }
    return now;
  }

  private boolean isBeforeOver(Sanitising now) {
    return now.before() != null && clocks.nanos() - now.beforeEndsNanos() >= 0;
  }

  /** Waits for a policy that is just taken up; once for each key. */
  private Sanitising endBefore() {
    synchronized (changes) {
      Sanitising now = current.get();
      Epoch before = now.before();
      if (before != null && isBeforeOver(now)) {
        now = now.withoutBefore();
        current.set(now);
        underWayBefore = none();
        forget(before);
      }
      return now;
    }
  }

  private static void forget(Epoch over) {
    over.strict().forgetKey();
    over.detect().forgetKey();
  }

  private UnderWay none() {
    return new UnderWay(HELD.toNanos(), clocks.nanos());
  }
}
