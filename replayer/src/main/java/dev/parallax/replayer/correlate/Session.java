package dev.parallax.replayer.correlate;

import dev.parallax.replayer.plan.Arm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What one client was given and has sent so far in this round, and its cookies at each leg. Values
 * are held as hashes. Confined to the thread that plans, but for the jars, {@link #hold} and {@link
 * #release}.
 */
final class Session {

  /** Of each kind of value; beyond that the least recently seen are forgotten. */
  static final int MAX_VALUES = 8192;

  /** Exchanges whose answers are kept; of more, the latest. */
  static final int MAX_PRODUCTS = 4096;

  /** Exchanges that gave one value; of more, the latest. */
  private static final int MAX_GIVERS = 4;

  /** What a remembered value costs, about. */
  private static final int VALUE_BYTES = 112;

  /** With its jars and maps. */
  private static final int FIXED_BYTES = 4096;

  private final Map<Long, List<Product>> given = new Lru<>();
  private final Map<Long, Boolean> sent = new Lru<>();

  /** Of all rounds, since what writes is sent in the first one only. */
  private final SequencedMap<String, Product> products = new LinkedHashMap<>();

  private final Map<Arm, Jar> jars = new HashMap<>();

  /** Exchanges of it that are planned and not done. */
  private final AtomicInteger held = new AtomicInteger();

  /** Likewise of others that it took over while theirs were not done. */
  private final List<AtomicInteger> joined = new ArrayList<>();

  private int round;
  private long forgotten;

  /** Access-ordered, and counts what it forgets. */
  private final class Lru<V> extends LinkedHashMap<Long, V> {
    private static final long serialVersionUID = 1;

    Lru() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
      boolean full = size() > MAX_VALUES;
      forgotten += full ? 1 : 0;
      return full;
    }
  }

  /** In a later round everything is given anew. */
  void enter(int now) {
    if (round != now) {
      round = now;
      given.clear();
      sent.clear();
    }
  }

  /** The same one in each round. */
  Product product(String id, Supplier<Product> made) {
    Product known = products.get(id);
    if (known != null) {
      return known;
    }
    Product product = made.get();
    put(product);
    return product;
  }

  /** One of another session's, whose client this is. */
  void adopt(Product product) {
    if (!products.containsKey(product.id())) {
      put(product);
    }
  }

  private void put(Product product) {
    product.own();
    products.put(product.id(), product);
    if (products.size() > MAX_PRODUCTS) {
      products.pollFirstEntry().getValue().drop();
      forgotten++;
    }
  }

  /** In order of start. */
  List<Product> products() {
    return List.copyOf(products.values());
  }

  void give(long value, Product by) {
    List<Product> before = given.getOrDefault(value, List.of());
    if (before.contains(by)) {
      return;
    }
    List<Product> all = new ArrayList<>(before);
    all.add(by);
    given.put(value, all.size() > MAX_GIVERS ? all.subList(1, all.size()) : all);
  }

  /** In order of start. */
  List<Product> givers(long value) {
    return given.getOrDefault(value, List.of());
  }

  void send(long value) {
    sent.put(value, true);
  }

  boolean wasSent(long value) {
    return sent.get(value) != null;
  }

  /** The cookies that an attempt has at its leg. */
  Jar jar(Arm arm) {
    synchronized (jars) {
      return jars.computeIfAbsent(arm, _ -> new Jar());
    }
  }

  /** Without its products. */
  long bytes() {
    return FIXED_BYTES + (long) VALUE_BYTES * (given.size() + sent.size());
  }

  /** One more of its exchanges is going to be sent: what it needs is not to be forgotten. */
  void hold() {
    held.incrementAndGet();
  }

  /** That one is done. */
  void release() {
    held.decrementAndGet();
  }

  /** Whether any of its exchanges is planned and not done. */
  boolean isHeld() {
    joined.removeIf(others -> others.get() == 0);
    return held.get() > 0 || !joined.isEmpty();
  }

  /** Nobody asks for it any more. */
  void drop() {
    products.values().forEach(Product::drop);
  }

  /** Values that it knew and had no room for. */
  long forgotten() {
    return forgotten;
  }

  /**
   * Takes over what another one knows, that turned out to be the same client; it keeps its jars
   * only, for what it still has to send.
   */
  void join(Session other) {
    other.products.values().forEach(this::adopt);
    other.drop();
    other.products.clear();
    other.given.forEach((value, givers) -> givers.forEach(by -> give(value, by)));
    other.given.clear();
    sent.putAll(other.sent);
    other.sent.clear();
    forgotten += other.forgotten;
    if (other.isHeld()) {
      joined.add(other.held);
      joined.addAll(other.joined);
    }
    synchronized (jars) {
      other.jars.forEach(jars::putIfAbsent);
    }
  }
}
