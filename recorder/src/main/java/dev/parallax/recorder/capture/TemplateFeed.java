package dev.parallax.recorder.capture;

import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.sanitize.Harmless;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says when the templates of paths go into the log: when others are known than were written last,
 * but not all the time; and again after a while, since a log forgets. A set that the log did not
 * keep is written again. Confined to the worker's thread, but for receipts.
 */
final class TemplateFeed {

  private static final long CHANGED_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long AGAIN_NANOS = Duration.ofMinutes(10).toNanos();

  /** The most frequent ones; a service that has more is not understood. */
  static final int MAX_TEMPLATES = 5_000;

  private static final Comparator<Template> MOST_FIRST =
      Comparator.comparingLong(Template::getExchanges).reversed().thenComparing(Template::getId);

  private final LivePaths paths;
  private final String service;
  private final String recorder;
  private final Clocks clocks;
  private long version;
  private long writtenNanos;
  private List<Template> looked = List.of();
  private Set<String> written = Set.of();
  private boolean changed;

  /** Set on the log's thread. */
  private volatile boolean lost;

  TemplateFeed(LivePaths paths, String service, String recorder, Clocks clocks) {
    this.paths = paths;
    this.service = service;
    this.recorder = recorder;
    this.clocks = clocks;
    writtenNanos = clocks.nanos() - CHANGED_NANOS;
  }

  /** A set on its way into the log. */
  final class Due {
    private final TemplateSet set;

    private Due(TemplateSet set) {
      this.set = set;
    }

    /** As much of it as the log takes of one event. */
    void appendTo(LogFeed log) {
      TemplateSet fitting = fitting(set, log.maxEventBytes());
      LogFeed.Answer answer = log.append(Harmless.templates(fitting), kept -> lost |= !kept);
      lost |= answer != LogFeed.Answer.TAKEN;
    }
  }

  /** What is to be written now, if anything. */
  Optional<Due> due() {
    look();
    long age = clocks.nanos() - writtenNanos;
    boolean again = age >= AGAIN_NANOS && !looked.isEmpty();
    return again || (changed && age >= CHANGED_NANOS) ? Optional.of(next()) : Optional.empty();
  }

  /** What is to be written at the end. */
  Optional<Due> last() {
    paths.mine();
    look();
    return changed ? Optional.of(next()) : Optional.empty();
  }

  private void look() {
    if (lost) {
      lost = false;
      changed = true;
    }
    List<Template> now = paths.templates();
    if (!now.equals(looked)) {
      looked = now;
      changed |= !ids(now).equals(written);
    }
  }

  private Due next() {
    List<Template> most = most(looked, MAX_TEMPLATES);
    changed = false;
    written = ids(looked);
    writtenNanos = clocks.nanos();
    return new Due(
        TemplateSet.newBuilder()
            .setService(service)
            .setVersion(++version)
            .setRecorder(recorder)
            .addAllTemplates(most)
            .build());
  }

  private static TemplateSet fitting(TemplateSet set, int maxBytes) {
    TemplateSet fitting = set;
    while (fitting.getSerializedSize() > maxBytes && fitting.getTemplatesCount() > 0) {
      List<Template> half = most(fitting.getTemplatesList(), fitting.getTemplatesCount() / 2);
      fitting = fitting.toBuilder().clearTemplates().addAllTemplates(half).build();
    }
    return fitting;
  }

  private static List<Template> most(List<Template> templates, int max) {
    return templates.size() <= max
        ? templates
        : templates.stream().sorted(MOST_FIRST).limit(max).toList();
  }

  private static Set<String> ids(List<Template> templates) {
    return templates.stream().map(Template::getId).collect(Collectors.toUnmodifiableSet());
  }
}
