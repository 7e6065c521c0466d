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
import org.jspecify.annotations.Nullable;

/**
 * Names the endpoint of a request by a set of templates. Where none fits, each segment is judged by
 * itself, so that every request has an endpoint. Immutable: any thread.
 */
public final class EndpointTemplates {

  private static final EndpointTemplates TYPED_ONLY =
      new EndpointTemplates(TemplateSet.getDefaultInstance());

  private final Map<Site, Branch> branches = new HashMap<>();
  private final boolean severalAuthorities;

  private EndpointTemplates(TemplateSet set) {
    for (Template template : set.getTemplatesList()) {
      branches
          .computeIfAbsent(
              Site.of(template.getMethod(), template.getAuthority()), _ -> new Branch())
          .grow(TypedPath.segmentsOf(template.getPattern()));
    }
    severalAuthorities =
        set.getTemplatesList().stream().map(Template::getAuthority).distinct().count() > 1;
  }

  public static EndpointTemplates of(TemplateSet set) {
    return new EndpointTemplates(set);
  }

  /**
   * No templates: each segment by itself. For streams that can't wait for mining, such as the
   * ledger; ids become placeholders, varying words don't.
   */
  public static EndpointTemplates typedOnly() {
    return TYPED_ONLY;
  }

  /**
   * @param request sanitised
   * @param authority host[:port] that the client asked for
   */
  public Endpoint endpointOf(Request request, String authority) {
    TypedPath path = TypedPath.of(request.getTarget());
    Site site = Site.of(request.getMethod(), authority);
    Branch branch = branches.get(site);
    List<String> template = branch == null ? null : branch.match(path.segments());
    return Endpoint.newBuilder()
        .setMethod(site.method())
        .setAuthority(site.authority())
        .setTemplate(template == null ? path.pattern() : TypedPath.pattern(template))
        .build();
  }

  /** {@code GET /users/{id}}; with the authority only where the set has several. */
  public String display(Endpoint endpoint) {
    String host = severalAuthorities ? endpoint.getAuthority() : "";
    return endpoint.getMethod() + " " + host + endpoint.getTemplate();
  }

  /** One level of the templates of one site. */
  private static final class Branch {

    private final Map<String, Branch> branches = new HashMap<>();
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

    /** The segment itself goes before the parameter that takes anything. */
    private boolean match(List<String> typed, List<String> matched) {
      if (matched.size() == typed.size()) {
        return end;
      }
      String segment = typed.get(matched.size());
      if (step(segment, typed, matched)) {
        return true;
      }
      return !segment.isEmpty() && step(TemplateMiner.PARAMETER, typed, matched);
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
