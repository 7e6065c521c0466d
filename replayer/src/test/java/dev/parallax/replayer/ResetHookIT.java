package dev.parallax.replayer;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.RunRequested.Judging;
import dev.parallax.replayer.credentials.Credentials;
import dev.parallax.replayer.rewrite.Rewrites;
import dev.parallax.replayer.runlog.Progress;
import dev.parallax.replayer.runlog.ProgressListener;
import dev.parallax.replayer.safety.ReplayRefused;
import dev.parallax.replayer.safety.Targets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command that is run before a run. */
@Timeout(60)
final class ResetHookIT implements ProgressListener {

  @TempDir private Path directory;
  private final WireMockServer leg = new WireMockServer(options().dynamicPort());
  private final KeptLog log = new KeptLog();
  private final List<String> said = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    leg.start();
    leg.stubFor(any(anyUrl()).willReturn(okJson("{}")));
  }

  @AfterEach
  void stop() {
    leg.stop();
  }

  /** Once, however many rounds there are, and before the first byte. */
  @Test
  void runsOnceBeforeTheRun() throws Exception {
    Path asked = directory.resolve("asked");
    String command =
        "echo \"$PARALLAX_RUN $PARALLAX_CANDIDATE $PARALLAX_CONTROL.\" | tee -a '%s'; echo done >&2"
            .formatted(asked);

    run(command, Recorded.get("a", "/"));

    String line = "run-1 %s .".formatted(uri());
    assertThat(Files.readAllLines(asked)).containsExactly(line);
    assertThat(said).containsExactly(line, "done");
    assertThat(leg.getAllServeEvents()).hasSize(2);
    assertThat(log.events().getFirst().getRun().getRequested().getReset()).isTrue();
  }

  @Test
  void endsTheRunBeforeItBeganWhereItFails() {
    assertThatThrownBy(
            () -> run("echo trying; echo no snapshot >&2; exit 5", Recorded.get("a", "/")))
        .isInstanceOf(IOException.class)
        .hasMessage("the command of replay.resetHook ended with 5: no snapshot (nothing was sent)");
    assertThat(leg.getAllServeEvents()).isEmpty();
    assertThat(log.events()).isEmpty();
  }

  /** It might empty production's database. */
  @Test
  void doesNotRunForATargetThatIsRefused() {
    Path ran = directory.resolve("ran");
    Exchange served =
        Recorded.get("a", "/").toBuilder().setAuthority("localhost:" + leg.port()).build();

    assertThatThrownBy(() -> run("touch '%s'".formatted(ran), served))
        .isInstanceOf(ReplayRefused.class);
    assertThat(ran).doesNotExist();
  }

  private void run(String command, Exchange exchange) throws Exception {
    ReplaySettings settings = Runs.settings(Judging.EXAMPLES, 2, Targets.of(uri(), null), Set.of());
    ResetHook hook = new ResetHook(command, Duration.ofSeconds(30));
    Runs.replay(
        Runs.staged(settings, new Staging(Rewrites.none(), Credentials.none(), hook)),
        RecordedEvents.of(exchange),
        Runs.sanitiser(),
        log,
        this);
  }

  private URI uri() {
    return URI.create("http://localhost:" + leg.port());
  }

  @Override
  public void progressed(Progress progress) {}

  @Override
  public void said(String line) {
    said.add(line);
  }

  @Override
  public void warned(String sentence) {}
}
