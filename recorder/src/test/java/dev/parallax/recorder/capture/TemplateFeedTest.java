package dev.parallax.recorder.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proto.Template;
import dev.parallax.recorder.endpoint.LearnedWords;
import dev.parallax.recorder.endpoint.LivePaths;
import dev.parallax.recorder.endpoint.PathHints;
import dev.parallax.recorder.endpoint.WordRules;
import dev.parallax.recorder.ledger.Ledger;
import dev.parallax.recorder.ledger.LedgerJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TemplateFeedTest {

  private final MemoryLog log = new MemoryLog();
  private final Clocks clocks = Clocks.system();
  private final LivePaths paths =
      new LivePaths(new LearnedWords(), WordRules.none(), PathHints.none());

  private LogFeed feed() {
    Ledger ledger = new Ledger();
    return new LogFeed(
        log,
        new LedgerJournal(ledger, "shop", "shop-0", Instant.EPOCH, new SplittableRandom(1)),
        new Closings(List.of()),
        new Unsettled(ledger),
        Duration.ofMinutes(1),
        clocks);
  }

  private List<Template> written(int maxBytes) {
    log.maxEventBytes(maxBytes);
    new TemplateFeed(paths, "shop", "shop-0", clocks).last().orElseThrow().appendTo(feed());
    assertThat(log.templates().getLast().getSerializedSize()).isLessThanOrEqualTo(maxBytes);
    return log.templates().getLast().getTemplatesList();
  }

  @Test
  void writesThoseThatAreAskedForMostWhereTheLogTakesNoMore() {
    for (int client = 0; client < 20; client++) {
      String name = "s-" + client;
      for (char word = 'a'; word <= 'o'; word++) {
        paths.learn("GET", "shop.example", "/word" + word + "/42", () -> name);
      }
      for (int i = 0; i < 10; i++) {
        paths.learn("GET", "shop.example", "/wordf/42", () -> name);
      }
    }
    paths.mine();
    List<Template> all = written(1 << 20);
    assertThat(all).hasSize(15);
    List<Template> some = written(500);
    assertThat(some).hasSizeBetween(1, 14);
    assertThat(all).containsAll(some);
    assertThat(some.getFirst().getPattern()).isEqualTo("/wordf/{id}");
  }
}
