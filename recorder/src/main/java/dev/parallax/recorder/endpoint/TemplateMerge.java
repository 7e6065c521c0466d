package dev.parallax.recorder.endpoint;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The templates of all recorders of a service, of each the latest version: the same whatever order
 * they are read in, how often, and in how many parts. Confined to one thread.
 *
 * <p>Equal patterns are one template. Where one recorder has a parameter, and another one has only
 * words, the latter has not seen enough of it: a word stands beside the parameter only if a
 * recorder says so that has both.
 */
public final class TemplateMerge {

  private static final Comparator<TemplateSet> LATER =
      Comparator.comparingLong(TemplateSet::getVersion)
          .thenComparing(TemplateSet::toByteString, ByteString.unsignedLexicographicalComparator());

  private final Map<String, TemplateSet> latest = new TreeMap<>();

  public void add(TemplateSet set) {
    // A recorder's name has no such character.
    String recorder = set.getService() + '\n' + set.getRecorder();
    latest.merge(recorder, set, (one, other) -> LATER.compare(one, other) >= 0 ? one : other);
  }

  public void add(TemplateMerge others) {
    others.latest.values().forEach(this::add);
  }

  /** Whether no recorder told of any. */
  public boolean isEmpty() {
    return latest.isEmpty();
  }

  /** All that holds, by method, authority and pattern. */
  public TemplateSet templates() {
    Set<String> parameters = new HashSet<>();
    Set<String> beside = new HashSet<>();
    for (TemplateSet set : latest.values()) {
      Set<String> own = places(set, TemplateMiner.PARAMETER);
      parameters.addAll(own);
      for (Template template : set.getTemplatesList()) {
        steps(
            template,
            (place, word) -> {
              if (own.contains(place)) {
                beside.add(place + '/' + word);
              }
              return true;
            });
      }
    }
    Map<String, Template> merged = new TreeMap<>();
    for (TemplateSet set : latest.values()) {
      for (Template template : set.getTemplatesList()) {
        boolean holds =
            template.getConfigured()
                || steps(
                    template,
                    (place, word) ->
                        !Varying.isWord(word)
                            || !parameters.contains(place)
                            || beside.contains(place + '/' + word));
        if (holds) {
          merged.merge(key(template), template, TemplateMerge::sum);
        }
      }
    }
    return TemplateSet.newBuilder()
        .setService(latest.isEmpty() ? "" : latest.values().iterator().next().getService())
        .addAllTemplates(merged.values())
        .build();
  }

  private static Template sum(Template one, Template other) {
    return one.toBuilder()
        .setExchanges(one.getExchanges() + other.getExchanges())
        .setConfigured(one.getConfigured() || other.getConfigured())
        .build();
  }

  private static String key(Template template) {
    return site(template) + ' ' + template.getPattern();
  }

  private static String site(Template template) {
    return template.getMethod() + ' ' + template.getAuthority();
  }

  private static Set<String> places(TemplateSet set, String segment) {
    Set<String> places = new HashSet<>();
    for (Template template : set.getTemplatesList()) {
      steps(
          template,
          (place, word) -> {
            if (word.equals(segment)) {
              places.add(place);
            }
            return true;
          });
    }
    return places;
  }

  private interface Step {
    boolean holds(String place, String segment);
  }

  /** Whether it holds of each segment, with the place that it stands at. */
  private static boolean steps(Template template, Step step) {
    StringBuilder place = new StringBuilder(site(template));
    for (String segment : TypedPath.segmentsOf(template.getPattern())) {
      if (!step.holds(place.toString(), segment)) {
        return false;
      }
      place.append('/').append(segment);
    }
    return true;
  }
}
