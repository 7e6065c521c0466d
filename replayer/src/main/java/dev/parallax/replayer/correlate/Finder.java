package dev.parallax.replayer.correlate;

import dev.parallax.proto.Exchange;
import dev.parallax.proto.Request;
import dev.parallax.recorder.hash.Hash;
import dev.parallax.recorder.session.SessionCopy;
import dev.parallax.recorder.session.SessionLinks;
import dev.parallax.replayer.correlate.place.RequestValues;
import dev.parallax.replayer.correlate.place.ResponseValues;
import dev.parallax.replayer.correlate.place.Trail;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds, in the recording, which values of a request the responses before it gave.
 *
 * <p>Two places hold one value if they are equal, the response was whole before the request was
 * sent, the client had not sent the value before any response gave it, and they are not equal by
 * chance: see {@link Key}. Of several responses the latest is meant.
 *
 * <p>Fed in order of start, each round anew; confined to one thread. What it holds is bounded: the
 * sessions that were quiet longest are forgotten beyond {@link #MAX_BYTES}, and counted. Those that
 * have exchanges to be sent are kept up to {@value #HELD_FACTOR} times that.
 */
final class Finder {

  /** 48 MiB, or an eighth of a small heap. */
  static final long MAX_BYTES = Math.min(48L << 20, Runtime.getRuntime().maxMemory() / 8);

  /** So many times the bytes may be taken by sessions that have exchanges to be sent. */
  private static final int HELD_FACTOR = 4;

  /** What is held is gone through anew when it has grown by such a part of the bytes. */
  private static final int STEPS = 64;

  /** Of one response; a longer list is one of everything, and not of what the client wants. */
  private static final int MAX_GIVEN = 4096;

  /** Values that open a session of their own, where they are credentials. */
  private static final int MAX_CREDENTIALS = 20_000;

  private static final int MIN_CREDENTIAL_BITS = 64;

  private static final int MAX_COUNTED = 1 << 20;

  private final List<Rule> bound;
  private final List<Rule> forbidden;
  private final boolean counting;
  private final long maxBytes;
  private final SessionLinks links = new SessionLinks();
  private final SequencedMap<String, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);
  private final AtomicLong productBytes = new AtomicLong();
  private final Set<Long> weak = new HashSet<>();
  private final Map<Long, Product> credentials =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Product> eldest) {
          return size() > MAX_CREDENTIALS;
        }
      };
  private int round = 1;
  private long sessionBytes;

  /** At so many bytes room is made. */
  private long fullBytes;

  private long forgotten;
  private long echoes;
  private long equalByChance;
  private long overlapping;
  private long refused;

  /**
   * @param counting whether what is equal by chance is counted, which takes memory
   */
  Finder(Rules rules, boolean counting) {
    this(rules, counting, MAX_BYTES);
  }

  Finder(Rules rules, boolean counting, long maxBytes) {
    this.bound = rules.bound();
    this.forbidden = rules.forbidden();
    this.counting = counting;
    this.maxBytes = maxBytes;
    this.fullBytes = maxBytes;
  }

  /** From here on all is given and sent anew; what the legs answered is kept. */
  void begin(int next) {
    round = next;
    fullBytes = maxBytes;
  }

  /** What the exchange needs of those before it; and what it gives is known from now on. */
  Found read(Exchange exchange) {
    Session session = session(exchange);
    long before = session.bytes();
    session.enter(round);
    List<Edge> edges = edges(exchange, session);
    Product product = session.product(exchange.getId(), () -> new Product(exchange, productBytes));
    give(product, session, edges);
    sessionBytes += session.bytes() - before;
    makeRoom(session);
    return new Found(edges, session, product);
  }

  /** One that nothing is known of. */
  Product product(Exchange exchange) {
    return new Product(exchange, new AtomicLong());
  }

  Decoys decoys() {
    return new Decoys(echoes, equalByChance, overlapping, refused);
  }

  /** Sessions, and values, that there was no room for. */
  long forgotten() {
    return forgotten + sessions.values().stream().mapToLong(Session::forgotten).sum();
  }

  private Session session(Exchange exchange) {
    links.add(exchange, this::join);
    String name = links.root(exchange.getSession());
    // One that nobody can tell apart is by itself.
    return named(name.isEmpty() ? " " + exchange.getId() : name);
  }

  private void join(String from, String to) {
    Session other = sessions.remove(to);
    if (other != null) {
      Session into = named(from);
      long were = into.bytes() + other.bytes();
      into.join(other);
      sessionBytes += into.bytes() - were;
    }
  }

  private Session named(String name) {
    return sessions.computeIfAbsent(
        name,
        _ -> {
          Session made = new Session();
          sessionBytes += made.bytes();
          return made;
        });
  }

  /** Never by what was just read: that is yet to be planned. */
  private void makeRoom(Session current) {
    if (bytes() > fullBytes) {
      forget(maxBytes, session -> session != current && !session.isHeld());
      forget(HELD_FACTOR * maxBytes, session -> session != current);
      fullBytes = Math.max(maxBytes, bytes() + maxBytes / STEPS);
    }
  }

  /** Those that were quiet longest first, until it holds no more than so many bytes. */
  private void forget(long bytes, Predicate<Session> which) {
    Iterator<Session> quietest = sessions.values().iterator();
    while (bytes() > bytes && quietest.hasNext()) {
      Session quiet = quietest.next();
      if (which.test(quiet)) {
        quietest.remove();
        sessionBytes -= quiet.bytes();
        quiet.drop();
        forgotten++;
      }
    }
  }

  private long bytes() {
    return sessionBytes + productBytes.get();
  }

  private List<Edge> edges(Exchange exchange, Session session) {
    Request request = exchange.getRequest();
    List<Edge> edges = new ArrayList<>();
    RequestValues.read(
        request,
        (trail, value) -> {
          Edge edge = asked(exchange, session, trail, value);
          edge = edge == null ? edge(exchange, session, trail, value) : edge;
          if (edge == null) {
            return null;
          }
          edges.add(edge);
          // What is bound as a whole is not looked into.
          return value;
        });
    return edges;
  }

  /** By a rule, whatever stands there. */
  private @Nullable Edge asked(Exchange exchange, Session session, Trail trail, String value) {
    if (bound.isEmpty()) {
      return null;
    }
    Request request = exchange.getRequest();
    for (Rule rule : bound) {
      Rule.End from = rule.from();
      if (from != null
          && rule.to().matches(request.getMethod(), request.getTarget(), trail.place())) {
        for (Product product : session.products().reversed()) {
          if (product.precedes(exchange) && from.asked(product.method(), product.target())) {
            Edge.Source source = new Edge.Source(product, Places.resolve(product, from.place()));
            return new Edge(List.of(source), trail.place(), value, 100, "by a rule", null);
          }
        }
      }
    }
    return null;
  }

  private @Nullable Edge edge(Exchange exchange, Session session, Trail trail, String value) {
    Key key = Key.of(trail, value, exchange.getRequest().getTarget());
    if (key == null) {
      countWeak(value);
      return null;
    }
    List<Product> givers = session.givers(key.hash());
    if (session.wasSent(key.hash())) {
      return null;
    }
    List<Product> before = givers.stream().filter(by -> by.precedes(exchange)).toList();
    if (before.isEmpty()) {
      before = credential(exchange, session, trail, key);
    }
    if (before.isEmpty()) {
      overlapping += givers.isEmpty() ? 0 : 1;
      if (!key.strong()) {
        countWeak(value);
      }
      session.send(key.hash());
      return null;
    }
    return new EdgeOf(exchange, trail, value, key).from(before);
  }

  /**
   * A credential makes a session of its own. Whoever shows it is the client that was given it, and
   * knows what else came with it.
   */
  private List<Product> credential(Exchange exchange, Session session, Trail trail, Key key) {
    Product by =
        key.strong() && trail.steps().getFirst().equals("header")
            ? credentials.get(shown(key, exchange.getId()))
            : null;
    if (by == null || !by.precedes(exchange)) {
      return List.of();
    }
    session.adopt(by);
    give(by, session, List.of());
    return List.of(by);
  }

  /** To each copy of a client its own was given, all of which were recorded as one. */
  private static long shown(Key key, String exchangeId) {
    return key.hash() + SessionCopy.numberOf(exchangeId);
  }

  private void rememberWeak(String value) {
    if (counting && Strength.usable(value) && weak.size() < MAX_COUNTED) {
      weak.add(Hash.of(Hash.SEED, value));
    }
  }

  private void countWeak(String value) {
    if (counting && weak.contains(Hash.of(Hash.SEED, value))) {
      equalByChance++;
    }
  }

  /** What the request had itself is no product of its response. */
  private void give(Product product, Session session, List<Edge> edges) {
    Set<String> own = new HashSet<>();
    edges.forEach(edge -> own.add(edge.value()));
    int[] given = {0};
    ResponseValues.read(
        product.recorded(),
        (trail, value) -> {
          Key key = Key.ofGiven(trail, value, product.target());
          if (key == null) {
            rememberWeak(value);
          } else if (session.wasSent(key.hash())) {
            echoes++;
          } else if (given[0] < MAX_GIVEN && !own.contains(value)) {
            given[0]++;
            session.give(key.hash(), product);
            if (key.strong() && Strength.bits(value) >= MIN_CREDENTIAL_BITS) {
              credentials.put(shown(key, product.id()), product);
            }
          }
          return null;
        });
  }

  /** One edge in the making. */
  private final class EdgeOf {

    private static final int NAME_SCORE = 16;
    private static final int RARITY_SCORE = 8;

    private final Exchange exchange;
    private final Trail trail;
    private final String value;
    private final Key key;
    private final Noun noun;

    EdgeOf(Exchange exchange, Trail trail, String value, Key key) {
      this.exchange = exchange;
      this.trail = trail;
      this.value = value;
      this.key = key;
      this.noun = Noun.of(trail, exchange.getRequest().getTarget());
    }

    /**
     * @param givers in order of start
     */
    @Nullable Edge from(List<Product> givers) {
      List<Edge.Source> direct = new ArrayList<>();
      List<Edge.Source> listed = new ArrayList<>();
      boolean named = false;
      for (Product giver : givers.reversed()) {
        Places.Match match = Places.find(giver, value, key.strong(), noun);
        if (match == null) {
          continue;
        }
        Edge.Source source = new Edge.Source(giver, match.place());
        if (isForbidden(source)) {
          refused++;
          continue;
        }
        named |= match.named();
        (match.place().inList() ? listed : direct).add(source);
      }
      direct.addAll(listed);
      return direct.isEmpty() ? null : edge(direct, named);
    }

    private Edge edge(List<Edge.Source> sources, boolean named) {
      double bits = Math.min(64, Strength.bits(value));
      double score = bits + (named ? NAME_SCORE : 0) + (double) RARITY_SCORE / sources.size();
      String why =
          (key.strong() ? Math.round(bits) + " bits" : "an id")
              + (named ? ", of one name" : "")
              + (sources.size() > 1 ? ", given " + sources.size() + " times" : "");
      return new Edge(sources, trail.place(), value, score, why, key.noun());
    }

    private boolean isForbidden(Edge.Source source) {
      Request request = exchange.getRequest();
      return forbidden.stream()
          .anyMatch(
              rule -> rule.covers(source, request.getMethod(), request.getTarget(), trail.place()));
    }
  }
}
