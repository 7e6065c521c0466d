package dev.parallax.recorder.endpoint;

import dev.parallax.proto.Response;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.EndpointTemplates.Site;
import dev.parallax.recorder.recent.Recent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Mines the paths of a proxy's traffic while it is recorded, sampled out or not: names the endpoint
 * of each exchange, says which words of paths have become clear, and has the templates for the log.
 *
 * <p>Mines after {@value #FIRST} exchanges, and then whenever there are a quarter more, at the
 * latest after {@value #LONGEST} of them. A path that is seen again costs a look into a table.
 * Memory is that of {@link PathTrie}, and of {@value #MAX_RECENT} paths of up to {@value
 * #MAX_CHARS} characters. Confined to one thread, but for {@link #adopt} and {@link #configure}.
 */
public final class LivePaths {

  /** The endpoint of what may not be told yet. */
  public static final String UNCLASSIFIED = "unclassified";

  static final int FIRST = 64;
  static final int LONGEST = 8_192;
  static final int MAX_RECENT = 4_096;
  static final int MAX_CHARS = 256;
  private static final int MAX_CONFIGURED = 1_000;

  private final LearnedWords words;
  private final PathTrie trie;
  private final AtomicReference<Configured> asked;
  private final AtomicReference<@Nullable TemplateSet> known = new AtomicReference<>();
  private Recent<Asked, Path> recent = new Recent<>(MAX_RECENT);
  private final Map<Site, Map<String, Count>> configured =
      new TreeMap<>(Comparator.comparing(Site::method).thenComparing(Site::authority));
  private Configured current;
  private int configuredCount;
  private long learned;
  private long mineAt = FIRST;
  private List<Template> templates = List.of();

  private record Configured(WordRules rules, PathHints hints) {}

  private static final class Count {
    private long exchanges;
  }

  private record Asked(String method, String authority, String target) {}

  /**
   * @param words told of what has become clear
   */
  public LivePaths(LearnedWords words, WordRules rules, PathHints hints) {
    this(words, rules, hints, new PathTrie(PathTrie.MAX_NODES));
  }

  LivePaths(LearnedWords words, WordRules rules, PathHints hints, PathTrie trie) {
    this.words = words;
    this.current = new Configured(rules, hints);
    this.asked = new AtomicReference<>(current);
    this.trie = trie;
  }

  /** One path of one site. Of use until the next is learned. */
  public static final class Path {
    private final String endpoint;
    private final @Nullable Trail trail;
    private final @Nullable Count configured;

    private Path(String endpoint, @Nullable Trail trail, @Nullable Count configured) {
      this.endpoint = endpoint;
      this.trail = trail;
      this.configured = configured;
    }

    /** Method and template, or {@link #UNCLASSIFIED}. */
    public String endpoint() {
      return endpoint;
    }

    /**
     * @param response sanitised, to the request for this path
     */
    public void answered(Response response) {
      if (trail != null && trail.awaitsShape()) {
        long shape = ResponseShape.of(response);
        if (shape != ResponseShape.NONE) {
          trail.shape(shape);
        }
      }
    }

    void shape(long shape) {
      if (trail != null && trail.awaitsShape()) {
        trail.shape(shape);
      }
    }
  }

  /** From here on, by these rules. Any thread. */
  public void configure(WordRules rules, PathHints hints) {
    asked.set(new Configured(rules, hints));
  }

  /** What the log knows of the service, from others or from before. Any thread. */
  public void adopt(TemplateSet templates) {
    known.set(templates);
  }

  /**
   * Learns one exchange.
   *
   * @param method sanitised
   * @param authority sanitised
   * @param target as it came
   * @param client who asks, told from all others; empty for nobody that counts. Only asked for
   *     where it matters
   */
  public Path learn(String method, String authority, String target, Supplier<String> client) {
    takeUpNews();
    if (learned >= mineAt) {
      mine();
    }
    learned++;
    Path path = look(method, authority, target);
    if (path.trail != null) {
      path.trail.count();
      if (path.trail.awaitsSession()) {
        String name = client.get();
        if (!name.isEmpty()) {
          path.trail.session(Sessions.hash(name));
        }
      }
    } else if (path.configured != null) {
      path.configured.exchanges++;
    }
    return path;
  }

  /** A path that was learned before, or would be; it is not counted. */
  public Path look(String method, String authority, String target) {
    Asked asking = new Asked(method, authority, target);
    Path path = recent.find(asking);
    if (path == null) {
      path = path(Site.of(method, authority), target);
      if (target.length() <= MAX_CHARS && (path.trail != null || path.configured != null)) {
        recent.put(asking, path);
      }
    }
    return path;
  }

  private Path path(Site site, String target) {
    Optional<List<String>> hinted = current.hints().template(TypedPath.plainSegments(target));
    if (hinted.isPresent()) {
      String pattern = TypedPath.pattern(hinted.get());
      return new Path(site.method() + ' ' + pattern, null, configuredCount(site, pattern));
    }
    List<String> typed = TypedPath.of(target).segments();
    Trail trail = trie.trail(site, typed, current.rules());
    if (trail == null && trie.isShortOfNodes()) {
      // Mined soon, and once in a while at most: it makes room for nodes, and not for sites.
      mineAt = Math.min(mineAt, learned + FIRST);
    }
    List<String> keys = trail == null ? typed : trail.keys();
    String endpoint =
        PathTrie.tellable(keys, words.current(), current.rules())
            .map(pattern -> site.method() + ' ' + pattern)
            .orElse(UNCLASSIFIED);
    return new Path(endpoint, trail, null);
  }

  int configuredSites() {
    return configured.size();
  }

  private @Nullable Count configuredCount(Site site, String pattern) {
    Map<String, Count> ofSite = configured.get(site);
    Count count = ofSite == null ? null : ofSite.get(pattern);
    if (count == null && configuredCount < MAX_CONFIGURED) {
      configuredCount++;
      count = new Count();
      configured.computeIfAbsent(site, _ -> new TreeMap<>()).put(pattern, count);
    }
    return count;
  }

  private void takeUpNews() {
    Configured now = asked.get();
    TemplateSet news = known.getAndSet(null);
    if (now.equals(current) && news == null) {
      return;
    }
    current = now;
    if (news != null) {
      for (Template template : news.getTemplatesList()) {
        if (!template.getConfigured()) {
          trie.adopt(
              Site.of(template.getMethod(), template.getAuthority()),
              TypedPath.segmentsOf(template.getPattern()));
        }
      }
    }
    mine();
  }

  /** Folds what was learned, and takes up what it tells; done by itself now and then. */
  public void mine() {
    mineAt = learned + Math.clamp(learned / 4, FIRST, LONGEST);
    trie.fold(current.rules(), current.hints());
    ClearWords clear = trie.clearWords(current.rules());
    if (!clear.sameAs(words.current())) {
      words.set(clear);
    }
    List<Template> mined = new ArrayList<>(trie.templates(clear, current.rules()));
    configured.forEach(
        (site, patterns) ->
            patterns.forEach(
                (pattern, count) ->
                    mined.add(
                        TemplateMiner.template(site, pattern, count.exchanges).toBuilder()
                            .setConfigured(true)
                            .build())));
    templates = List.copyOf(mined);
    recent = new Recent<>(MAX_RECENT);
  }

  /** Where a path would be counted, whether its words may be told or not; nothing is learned. */
  String name(String method, String authority, String target) {
    Site site = Site.of(method, authority);
    List<String> keys = trie.keys(site, TypedPath.of(target).segments());
    return method + ' ' + TypedPath.pattern(keys);
  }

  /** What was mined last, as far as all its words may be told. */
  public List<Template> templates() {
    return templates;
  }
}
