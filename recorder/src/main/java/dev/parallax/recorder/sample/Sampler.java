package dev.parallax.recorder.sample;

import dev.parallax.proto.Selection;
import dev.parallax.proto.Timings;
import dev.parallax.recorder.endpoint.LiveEndpoints;
import dev.parallax.recorder.raw.Keep;
import dev.parallax.recorder.raw.Known;
import dev.parallax.recorder.raw.RawExchange;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Chooses what is recorded: a share of the sessions, each whole; and whatever session it is of, an
 * exchange that is an error, slow for its endpoint, or of a shape not seen before.
 *
 * <p>What is kept for what it is, is kept with probability 1, in sampled sessions too: whether it
 * is an error, slow or novel never depends on its session's lot. So weights of 1 / probability are
 * unbiased (Horvitz and Thompson 1952): each exchange is recorded either for certain, or if and
 * only if its session is sampled.
 *
 * <p>Bounded in memory, some 5 MiB: see {@link SlowTails}, {@link SeenShapes}, {@link Novelty} and
 * {@link LiveEndpoints}. Confined to one thread, but for its counts.
 */
public final class Sampler {

  private static final Selection CONTEXT =
      Selection.newBuilder().setReason(Reason.CONTEXT.word()).setOrphan(true).build();

  private final ShareSampler sessions = new ShareSampler();
  private final LongSupplier nanoTime;
  private final LiveEndpoints endpoints;
  private final SlowTails tails = new SlowTails();
  private final Shapes shapes;
  private final Novelty novelty;
  private final KeptCounts counts = new KeptCounts();

  /**
   * @param seed of the hashes of endpoints and shapes, which stay in this process
   * @param nanoTime monotonic, as {@link System#nanoTime}
   */
  public Sampler(long seed, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    endpoints = new LiveEndpoints(seed);
    shapes = new Shapes(seed);
    novelty = new Novelty(nanoTime.getAsLong());
  }

  /**
   * @param session gives the pseudonym of its session; not asked where all are recorded
   */
  public Choice choose(RawExchange raw, Supplier<String> session) {
    double share = raw.route().share();
    if (share == 1) {
      counts.kept(Reason.SHARE);
      return ShareSampler.EVERYTHING;
    }
    String of = session.get();
    Optional<Selection> sampled = sessions.select(share, of);
    Reason odd = raw.route().keep().isNothing() ? null : odd(raw);
    if (odd != null) {
      counts.kept(odd);
      return new Choice.Kept(certain(odd, sampled.isEmpty()), of);
    }
    if (sampled.isPresent()) {
      counts.kept(Reason.SHARE);
      return new Choice.Kept(sampled.get(), of);
    }
    return new Choice.SampledOut(of);
  }

  /** Of one that was sampled out, and is recorded for one of its session that came later. */
  public Selection context() {
    counts.kept(Reason.CONTEXT);
    return CONTEXT;
  }

  /** By any thread. */
  public KeptCounts counts() {
    return counts;
  }

  private static Selection certain(Reason reason, boolean orphan) {
    return Selection.newBuilder()
        .setReason(reason.word())
        .setProbability(1)
        .setOrphan(orphan)
        .build();
  }

  /** Why it is kept whatever session it is of. What is slow is learned from all but errors. */
  private @Nullable Reason odd(RawExchange raw) {
    Keep keep = raw.route().keep();
    if (Errors.is(raw, keep.errorsFrom())) {
      return Reason.ERROR;
    }
    if (keep.slowQuantile() == 0 && !keep.novel()) {
      return null;
    }
    long endpoint =
        endpoints.endpoint(
            raw.request().method(),
            raw.request().target(),
            raw.response() != null && !Known.isDenied(raw));
    if (isSlow(raw, endpoint)) {
      return Reason.SLOW;
    }
    return keep.novel() && isNovel(raw, endpoint) ? Reason.NOVEL : null;
  }

  private boolean isSlow(RawExchange raw, long endpoint) {
    double quantile = raw.route().keep().slowQuantile();
    Timings timings = raw.timings();
    // One that a client left took as long as the client wanted.
    return quantile > 0
        && raw.failure() == null
        && tails.add(endpoint, timings.getLastByteNanos(), quantile);
  }

  private boolean isNovel(RawExchange raw, long endpoint) {
    return switch (novelty.look(endpoint, shapes.of(raw, endpoint), nanoTime.getAsLong())) {
      case NOVEL -> true;
      case KNOWN -> false;
      case BEYOND -> {
        counts.novelBeyond();
        yield false;
      }
    };
  }
}
