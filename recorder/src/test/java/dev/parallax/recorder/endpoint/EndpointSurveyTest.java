package dev.parallax.recorder.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.Response;
import dev.parallax.proto.TemplateSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointSurveyTest {

  private static final String HOST = "shop.example";

  private final List<Exchange> exchanges = new ArrayList<>();

  private void record(String path, String body) {
    exchanges.add(exchange(path, body).build());
  }

  private static Exchange.Builder exchange(String path, String body) {
    return Exchange.newBuilder()
        .setAuthority(HOST)
        .setRequest(TemplateMinerTest.request(path))
        .setResponse(
            Response.newBuilder()
                .setStatus(200)
                .setBody(
                    Body.newBuilder()
                        .setContentType("application/json; charset=utf-8")
                        .setContent(ByteString.copyFromUtf8(body))));
  }

  private List<EndpointSurvey.Row> rows(String... patterns) {
    EndpointLearning learning = new EndpointLearning();
    TemplateSet.Builder set = TemplateSet.newBuilder().setRecorder("r");
    for (String pattern : patterns) {
      set.addTemplates(TemplateMiner.template(EndpointTemplates.Site.of("GET", HOST), pattern, 1));
    }
    learning.add(set.build());
    exchanges.forEach(learning::add);
    EndpointSurvey survey = new EndpointSurvey(learning.templates());
    exchanges.forEach(survey::add);
    return survey.rows();
  }

  @Test
  void countsByEndpointMostFirst() {
    record("/cart", "{\"a\":1}");
    record("/users/1", "{\"b\":1}");
    record("/users/2", "{\"b\":1}");
    assertThat(rows("/users/{id}", "/cart"))
        .containsExactly(
            new EndpointSurvey.Row("GET /users/{id}", 2, 0, ""),
            new EndpointSurvey.Row("GET /cart", 1, 0, ""));
  }

  @Test
  void saysWhichMayBeOne() {
    for (String page : new String[] {"ab", "cd", "ef", "gh", "ij"}) {
      record("/pages/" + page, "{\"title\":\"x\",\"text\":\"y\"}");
    }
    record("/pages/search", "{\"hits\":[]}");
    List<EndpointSurvey.Row> rows = rows();
    assertThat(rows)
        .filteredOn(row -> row.hint().contains("may be one: --path '/pages/{name}' (5"))
        .hasSize(5);
    assertThat(rows)
        .filteredOn(row -> row.name().equals("GET /pages/search"))
        .extracting(EndpointSurvey.Row::hint)
        .containsExactly("");
  }

  @Test
  void saysWhichMayBeSeveral() {
    for (int i = 0; i < 30; i++) {
      record("/cart/w" + (char) ('a' + i % 25), i % 3 == 0 ? "{\"a\":1}" : "[{\"b\":1}]");
    }
    assertThat(rows("/cart/{name}"))
        .extracting(EndpointSurvey.Row::hint)
        .containsExactly("may be several: --path '!/cart/{name}' (it answers in 2 ways)");
  }

  @Test
  void countsWordsThatWereNotTold() {
    exchanges.add(exchange("/qrst/xyz", "{}").setSanitisation(leaf("request path/0")).build());
    exchanges.add(exchange("/users/xyz", "{}").setSanitisation(leaf("request path/1")).build());
    assertThat(rows("/users/{name}"))
        .extracting(EndpointSurvey.Row::name, EndpointSurvey.Row::untold)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("GET /qrst/xyz", 1L),
            org.assertj.core.groups.Tuple.tuple("GET /users/{name}", 0L));
  }

  private static dev.parallax.proto.Sanitisation leaf(String location) {
    return dev.parallax.proto.Sanitisation.newBuilder()
        .addLeaves(Leaf.newBuilder().setLocation(location))
        .build();
  }
}
