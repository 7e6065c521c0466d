package dev.parallax.recorder.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateMergeTest {

  private static final String[] PATTERNS = {
    "/",
    "/users/{id}",
    "/users/me",
    "/tags/{name}",
    "/tags/new",
    "/tags/{name}/posts",
    "/tags/old/posts",
    "/blog/{name}",
    "/blog/latest"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void isTheSameInAnyOrderAndPartsAndHoweverOften(long seed) {
    Random random = new Random(seed);
    List<TemplateSet> sets = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      sets.add(set(random));
    }
    TemplateSet merged = merged(sets).templates();
    for (int round = 0; round < 20; round++) {
      List<TemplateSet> other = new ArrayList<>(sets);
      other.addAll(sets.subList(0, random.nextInt(sets.size())));
      Collections.shuffle(other, random);
      int cut = random.nextInt(other.size());
      TemplateMerge one = merged(other.subList(0, cut));
      TemplateMerge two = merged(other.subList(cut, other.size()));
      one.add(two);
      one.add(one);
      assertThat(one.templates()).isEqualTo(merged);
    }
  }

  @Test
  void takesTheLatestOfEachRecorderAndAddsThemUp() {
    TemplateMerge merge = new TemplateMerge();
    merge.add(set("a", 2, template("/users/{id}", 30)));
    merge.add(set("a", 1, template("/users/{id}", 10), template("/gone", 5)));
    merge.add(set("b", 1, template("/users/{id}", 4), template("/cart", 1)));
    assertThat(merge.templates().getTemplatesList())
        .extracting(Template::getPattern, Template::getExchanges)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("/cart", 1L),
            org.assertj.core.groups.Tuple.tuple("/users/{id}", 34L));
  }

  @Test
  void aWordStandsBesideAParameterOnlyIfSomebodyKnowsBoth() {
    TemplateMerge merge = new TemplateMerge();
    merge.add(set("early", 1, template("/tags/shoes", 9), template("/tags/new/posts", 2)));
    merge.add(set("late", 1, template("/tags/{name}", 99), template("/tags/top", 40)));
    assertThat(merge.templates().getTemplatesList())
        .extracting(Template::getPattern)
        .containsExactly("/tags/top", "/tags/{name}");
  }

  private static TemplateMerge merged(List<TemplateSet> sets) {
    TemplateMerge merge = new TemplateMerge();
    sets.forEach(merge::add);
    return merge;
  }

  private static TemplateSet set(Random random) {
    List<Template> templates = new ArrayList<>();
    for (String pattern : PATTERNS) {
      if (random.nextBoolean()) {
        templates.add(template(pattern, random.nextInt(100)));
      }
    }
    return set("r" + random.nextInt(3), random.nextInt(4), templates.toArray(Template[]::new));
  }

  private static TemplateSet set(String recorder, long version, Template... templates) {
    return TemplateSet.newBuilder()
        .setService("shop")
        .setRecorder(recorder)
        .setVersion(version)
        .addAllTemplates(List.of(templates))
        .build();
  }

  private static Template template(String pattern, long exchanges) {
    return TemplateMiner.template(
        EndpointTemplates.Site.of("GET", "shop.example"), pattern, exchanges);
  }
}
