package dev.parallax.recorder.endpoint;

import dev.parallax.proto.Endpoint;
import dev.parallax.proto.Request;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names the endpoint of a request by a set of templates. Where none fits, each segment is judged by
 * itself, so that every request has an endpoint. Immutable: any thread.
 */
public final class EndpointTemplates {

  private static final EndpointTemplates TYPED_ONLY =
      new EndpointTemplates(TemplateSet.getDefaultInstance(), null);

  private final Map<Site, List<List<String>>> configured = new HashMap<>();
  private final Map<Site, Branch> branches = new HashMap<>();
  private final @Nullable EndpointTemplates fallback;
  private final boolean severalAuthorities;

  private EndpointTemplates(TemplateSet set, @Nullable EndpointTemplates fallback) {
    this.fallback = fallback;
    for (Template template : set.getTemplatesList()) {
      Site site = Site.of(template.getMethod(), template.getAuthority());
      List<String> segments = TypedPath.segmentsOf(template.getPattern());
      if (template.getConfigured()) {
        configured.computeIfAbsent(site, _ -> new ArrayList<>()).add(segments);
      } else {
        branches.computeIfAbsent(site, _ -> new Branch()).grow(segments);
      }
    }
    severalAuthorities =
        (fallback != null && fallback.severalAuthorities)
            || set.getTemplatesList().stream().map(Template::getAuthority).distinct().count() > 1;
  }

  public static EndpointTemplates of(TemplateSet set) {
    return new EndpointTemplates(set, null);
  }

  /**
   * @param sets a later one is asked where none before it fits; without any, each segment is judged
   *     by itself
   */
  public static EndpointTemplates of(List<TemplateSet> sets) {
    return sets.reversed().stream()
        .reduce(TYPED_ONLY, (later, set) -> new EndpointTemplates(set, later), (one, _) -> one);
  }

  /**
   * No templates: each segment by itself. For streams that can't wait for mining, such as the index
   * of a capture file; ids become placeholders, varying words don't.
   */
  public static EndpointTemplates typedOnly() {
    return TYPED_ONLY;
  }

  /**
   * @param request sanitised
   * @param authority host[:port] that the client asked for
   */
  public Endpoint endpointOf(Request request, String authority) {
    Site site = Site.of(request.getMethod(), authority);
    TypedPath path = TypedPath.of(request.getTarget());
    String pattern = pattern(site, request.getTarget(), path);
    return Endpoint.newBuilder()
        .setMethod(site.method())
        .setAuthority(site.authority())
        .setTemplate(pattern == null ? path.pattern() : pattern)
        .build();
  }

  /** Null if none fits. */
  private @Nullable String pattern(Site site, String target, TypedPath path) {
    List<List<String>> named = configured.get(site);
    if (named != null) {
      List<String> plain = TypedPath.plainSegments(target);
      for (List<String> template : named) {
        if (PathHints.matches(template, plain)) {
          return TypedPath.pattern(template);
        }
      }
    }
    Branch branch = branches.get(site);
    List<String> template = branch == null ? null : branch.match(path.segments());
    if (template != null) {
      return TypedPath.pattern(template);
    }
    return fallback == null ? null : fallback.pattern(site, target, path);
  }

  /** {@code GET /users/{id}}; with the authority only where the set has several. */
  public String display(Endpoint endpoint) {
    String host = severalAuthorities ? endpoint.getAuthority() : "";
    return endpoint.getMethod() + " " + host + endpoint.getTemplate();
  }

  /** One level of the templates of one site. */
  private static final class Branch {

    /** In order, so that the first that fits is always the same. */
    private final Map<String, Branch> branches = new TreeMap<>();

    private boolean end;

    void grow(List<String> segments) {
      Branch branch = this;
      for (String segment : segments) {
        branch = branch.branches.computeIfAbsent(segment, _ -> new Branch());
      }
      branch.end = true;
    }

    @Nullable List<String> match(List<String> typed) {
      List<String> matched = new ArrayList<>(typed.size());
      return match(typed, matched) ? matched : null;
    }

    /**
     * The segment itself goes before the parameter that takes anything, and that before another
     * kind of id: a pseudonym may look like one that its value did not look like.
     */
    private boolean match(List<String> typed, List<String> matched) {
      if (matched.size() == typed.size()) {
        return end;
      }
      String segment = typed.get(matched.size());
      if (step(segment, typed, matched)) {
        return true;
      }
      if (!segment.isEmpty() && step(TemplateMiner.PARAMETER, typed, matched)) {
        return true;
      }
      return SegmentShape.isPlaceholder(segment)
          && branches.keySet().stream()
              .filter(key -> isAlso(key, segment))
              .anyMatch(key -> step(key, typed, matched));
    }

    private static boolean isAlso(String key, String segment) {
      return SegmentShape.isPlaceholder(key)
          && SegmentShape.isOpaque(key)
          && SegmentShape.isOpaque(segment)
          && SegmentShape.suffix(key).equals(SegmentShape.suffix(segment));
    }

    private boolean step(String key, List<String> typed, List<String> matched) {
      Branch next = branches.get(key);
      if (next == null) {
        return false;
      }
      matched.add(key);
      if (next.match(typed, matched)) {
        return true;
      }
      matched.removeLast();
      return false;
    }
  }

  /** What templates are apart by, before their path. */
  record Site(String method, String authority) {

    static Site of(String method, String authority) {
      return new Site(method, authority.toLowerCase(Locale.ROOT));
    }
  }
}
