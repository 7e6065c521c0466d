package dev.parallax.recorder.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.parallax.proto.Body;
import dev.parallax.proto.Deployment;
import dev.parallax.proto.Event;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Failure;
import dev.parallax.proto.Header;
import dev.parallax.proto.Leaf;
import dev.parallax.proto.LedgerEntry;
import dev.parallax.proto.LedgerEntry.Fate;
import dev.parallax.proto.Request;
import dev.parallax.proto.Response;
import dev.parallax.proto.Sanitisation;
import dev.parallax.proto.Selection;
import dev.parallax.proto.Template;
import dev.parallax.proto.TemplateSet;
import dev.parallax.proto.Timings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Files written by earlier versions stay readable. Never regenerate {@code capture-v1.plx}: a new
 * layout gets a new version and a file of its own.
 */
class PlxGoldenTest {

  private static final long NOON = 1_767_268_800_000_000_000L;

  @Test
  void readsACaptureOfVersion1() throws IOException, URISyntaxException {
    Path file = Path.of(Objects.requireNonNull(getClass().getResource("capture-v1.plx")).toURI());
    try (PlxReader reader = PlxReader.open(file)) {
      assertThat(SampleEvents.readAll(reader)).containsExactlyElementsOf(events());
      assertThat(reader.damage()).isEmpty();
      assertThat(reader.index().orElseThrow().getBlocksCount()).isEqualTo(2);
    }
    try (PlxReader reader = PlxReader.open(file, new Window(NOON, NOON + 1))) {
      assertThat(SampleEvents.readAll(reader)).containsExactly(whole(), ledger(), templates());
    }
  }

  static List<Event> events() {
    return List.of(whole(), failed(), ledger(), templates());
  }

  private static Event whole() {
    return Event.newBuilder()
        .setExchange(
            Exchange.newBuilder()
                .setId("019b7a2c-0000-7000-8000-000000000001")
                .setService("shop")
                .setDeployment(
                    Deployment.newBuilder().setVersion("1.4.2").setInstance("shop-0").setHost("h"))
                .setScheme("https")
                .setAuthority("shop.example")
                .setSession("s_k3x9")
                .setStartedAtNanos(NOON)
                .setRequest(
                    Request.newBuilder()
                        .setMethod("GET")
                        .setTarget("/users/4711?sort=name")
                        .setProtocol("HTTP/1.1")
                        .addHeaders(header("Accept", "application/json"))
                        .setBody(Body.newBuilder().setExtent(Body.Extent.EXTENT_NONE)))
                .setResponse(
                    Response.newBuilder()
                        .setStatus(200)
                        .setReason("OK")
                        .setProtocol("HTTP/1.1")
                        .addHeaders(header("Content-Type", "application/json"))
                        .setBody(
                            Body.newBuilder()
                                .setContent(ByteString.copyFromUtf8("{\"name\":\"Zoë 🙂\"}"))
                                .setExtent(Body.Extent.EXTENT_WHOLE)
                                .setLength(20)))
                .setTimings(
                    Timings.newBuilder().setFirstByteNanos(1_000_000).setLastByteNanos(1_200_000))
                .setSelection(Selection.newBuilder().setReason("share").setProbability(0.25))
                .setSanitisation(
                    Sanitisation.newBuilder()
                        .setMode(Sanitisation.Mode.STRICT)
                        .addLeaves(
                            Leaf.newBuilder()
                                .setLocation("response body /name")
                                .setKind("text")
                                .setFidelity(Leaf.Fidelity.LOSSY))))
        .build();
  }

  private static Event failed() {
    return Event.newBuilder()
        .setExchange(
            Exchange.newBuilder()
                .setId("019b7a2c-0000-7000-8000-000000000002")
                .setService("shop")
                .setAuthority("shop.example")
                .setStartedAtNanos(NOON + 1_000_000_000)
                .setRequest(Request.newBuilder().setMethod("POST").setTarget("/orders"))
                .setFailure(Failure.newBuilder().setKind(Failure.Kind.RESET).setDetail("reset")))
        .build();
  }

  private static Event ledger() {
    return Event.newBuilder()
        .setLedger(
            LedgerEntry.newBuilder()
                .setId("019b7a2c-0000-7000-8000-000000000003")
                .setService("shop")
                .setRecorder("shop-0")
                .setSequence(1)
                .addCounts(
                    LedgerEntry.Count.newBuilder()
                        .setEndpoint("GET /users/{id}")
                        .setFate(Fate.CAPTURED)
                        .setExchanges(1)
                        .setBytes(20))
                .setLast(true))
        .build();
  }

  private static Event templates() {
    return Event.newBuilder()
        .setTemplates(
            TemplateSet.newBuilder()
                .setService("shop")
                .setVersion(1)
                .addTemplates(
                    Template.newBuilder()
                        .setId("t1")
                        .setMethod("GET")
                        .setAuthority("shop.example")
                        .setPattern("/users/{id}")
                        .setExchanges(1)))
        .build();
  }

  private static Header header(String name, String value) {
    return Header.newBuilder().setName(name).setValue(value).build();
  }
}
