package dev.parallax.cli.demo;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import dev.parallax.cli.broker.EmbeddedKafka;
import dev.parallax.cli.demo.secrets.PlantedSecrets;
import dev.parallax.cli.demo.shop.Build;
import dev.parallax.cli.demo.shop.Catalogue;
import dev.parallax.cli.demo.shop.Shop;
import dev.parallax.cli.demo.users.Listener;
import dev.parallax.cli.demo.users.Traffic;
import dev.parallax.cli.demo.users.Users;
import dev.parallax.recorder.log.Selection;
import dev.parallax.recorder.log.Window;
import dev.parallax.recorder.log.kafka.KafkaEvents;
import dev.parallax.recorder.log.kafka.KafkaSettings;
import dev.parallax.recorder.log.kafka.LogLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/**
 * Production with its users, staging with a tenth of the data, a Kafka, a proxy and two workers on
 * one machine: recorded, replayed and judged by the same commands that anybody uses.
 *
 * <p>Confined to one thread; an interrupt ends it, and all that it started.
 */
public final class Demo {

  private static final int PRODUCTION = 50_000;
  private static final int STAGING = PRODUCTION / 10;
  private static final int VISITS = 120;
  private static final Duration TRAFFIC = Duration.ofSeconds(13);
  static final long SEED = 7;

  private static final Duration RECORDED_WITHIN = Duration.ofSeconds(20);
  private static final Duration RECORDED_POLL = Duration.ofMillis(100);
  private static final Pattern OPEN = Pattern.compile("(log in Kafka) .* is open");
  private static final Pattern SHARING = Pattern.compile("(partitions) \\[\\d");
  private static final Pattern LISTENING = Pattern.compile("listening on (http://[\\d.:]+)");

  /** What its users do until the report is made. */
  static Traffic traffic() {
    return new Traffic(PRODUCTION, VISITS, TRAFFIC);
  }

  private final Workplace place;
  private final Told told;
  private final PlantedSecrets secrets = new PlantedSecrets();

  private Demo(Workplace place, PrintWriter out) {
    this.place = place;
    this.told = new Told(out);
  }

  /**
   * @param once whether it ends when all is told; else traffic goes on, and the report is served,
   *     until the thread is interrupted
   * @param directory for all that it writes
   * @return whether all came out as it should
   * @throws IOException if a part of it could not be started, with the reason
   */
  public static boolean run(boolean once, Path directory, PrintWriter out)
      throws IOException, InterruptedException {
    Workplace place = Workplace.prepare(directory);
    return new Demo(place, out).run(once);
  }

  private boolean run(boolean once) throws IOException, InterruptedException {
    Path settings = DemoConfiguration.writeTo(place.directory());
    told.step("What is recorded, and what is sent again, is said in " + settings);
    CompletableFuture<EmbeddedKafka> starting = CompletableFuture.supplyAsync(this::kafka);
    Catalogue tenth = Catalogue.ofSize(STAGING);
    try (Shop production = Shop.start(Catalogue.ofSize(PRODUCTION), Build.CURRENT);
        Shop control = Shop.start(tenth, Build.CURRENT);
        Shop candidate = Shop.start(tenth, Build.NEXT);
        EmbeddedKafka kafka = await(starting);
        Children children = new Children(place)) {
      told.step(
          "A shop: production with %d products; in staging, with %d, the same build and the next one"
              .formatted(PRODUCTION, STAGING));
      told.step("Kafka is up at " + kafka.bootstrap());
      Staging staging = new Staging(kafka.bootstrap(), control.url(), candidate.url());
      URI proxy = startParts(children, staging, production.url());
      Instant from = Instant.now();
      Users.Seen seen = visits(proxy, SEED);
      Instant to = Instant.now();
      awaitRecorded(kafka.bootstrap(), seen.requests());
      boolean held = judge(children, staging, from, to, seen);
      if (!once) {
        serve(proxy);
      }
      return held;
    }
  }

  /** Where the run goes. */
  private record Staging(String kafka, URI control, URI candidate) {}

  private EmbeddedKafka kafka() {
    try {
      return EmbeddedKafka.start(place.kafka());
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private static EmbeddedKafka await(CompletableFuture<EmbeddedKafka> starting) throws IOException {
    try {
      return starting.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException("Kafka", e);
    }
  }

  /**
   * @return where the proxy listens
   */
  private URI startParts(Children children, Staging staging, URI production)
      throws IOException, InterruptedException {
    List<String> proxy =
        List.of(
            "proxy",
            "--listen",
            "127.0.0.1:0",
            "--upstream",
            production.toString(),
            "--kafka",
            staging.kafka(),
            "--key-file",
            "key");
    List<String> worker = List.of("worker", "--kafka", staging.kafka());
    told.step("A proxy in front of production, and two workers:");
    told.command(proxy);
    told.command(worker);
    told.command(worker);
    Children.Serving first = children.serve("worker-1", worker);
    Children.Serving second = children.serve("worker-2", worker);
    Children.Serving recording = children.serve("proxy", proxy);
    children.await(recording, OPEN);
    children.await(first, SHARING);
    children.await(second, SHARING);
    return URI.create(children.await(recording, LISTENING));
  }

  private Users.Seen visits(URI proxy, long seed) throws InterruptedException {
    told.step(
        "%d visits in %d s: browsing, searching, filtering, filling carts, ordering; some odd ones"
            .formatted(VISITS, TRAFFIC.toSeconds()));
    Users.Seen seen = Users.run(proxy, traffic(), seed, secrets, Listener.none());
    told.step(
        "%d requests, by status of the answer: %s".formatted(seen.requests(), seen.byStatus()));
    return seen;
  }

  /** The recorder may be some seconds behind on a busy machine; what it lost, the funnel tells. */
  private void awaitRecorded(String kafka, long exchanges)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + RECORDED_WITHIN.toNanos();
    try (KafkaEvents events = KafkaEvents.connect(KafkaSettings.of(kafka), LogLayout.defaults())) {
      long recorded = 0;
      while (recorded < exchanges && System.nanoTime() - deadline < 0) {
        Thread.sleep(RECORDED_POLL);
        recorded = events.window(Selection.of(Window.all()), Duration.ZERO).records();
      }
      told.step("%d exchanges are in the log".formatted(recorded));
    }
  }

  private boolean judge(
      Children children, Staging staging, Instant from, Instant to, Users.Seen seen)
      throws IOException, InterruptedException {
    List<String> check =
        List.of(
            "check",
            "--kafka",
            staging.kafka(),
            "--from",
            from.toString(),
            "--to",
            to.toString(),
            "--workers",
            "--speed",
            "2x",
            "--control",
            staging.control().toString(),
            "--candidate",
            staging.candidate().toString(),
            "--report",
            "report");
    told.step("The same traffic to staging, three times to each build, shared by the workers:");
    told.command(check);
    Children.Ended ended =
        children.run(
            "check",
            check,
            line -> {
              if (line.startsWith("replaying ") || line.contains("warning")) {
                told.step(line);
              }
            });
    Optional<String> verdict = ended.printed().lines().filter(Demo::isVerdict).findFirst();
    if (verdict.isEmpty()) {
      told.step("No verdict: " + ended.printed().strip());
      return false;
    }
    told.step("The verdict: " + verdict.get());
    Conclusion conclusion = Conclusion.of(place, secrets, seen);
    conclusion.tell(told);
    told.step(
        !conclusion.holds()
            ? "NOT all came out as planted"
            : conclusion.check().isPartial()
                ? "All came out as planted, but for what so busy a machine can't judge"
                : "All came out as planted");
    told.line("report: " + place.report().resolve("report.html"));
    return conclusion.holds();
  }

  private static boolean isVerdict(String line) {
    return line.equals("PASS") || line.equals("FAIL") || line.equals("INCONCLUSIVE");
  }

  /** Until an interrupt: users go on, and the report can be looked at. */
  private void serve(URI proxy) throws InterruptedException {
    HttpServer server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            place.report(),
            SimpleFileServer.OutputLevel.NONE);
    server.start();
    told.step(
        "The report is served at http://127.0.0.1:%d/report.html; traffic goes on until Ctrl-C"
            .formatted(server.getAddress().getPort()));
    try {
      for (long seed = SEED + 1; true; seed++) {
        visits(proxy, seed);
      }
    } finally {
      told.step("Ending; all that was written stays in " + place.directory());
      server.stop(0);
    }
  }
}
