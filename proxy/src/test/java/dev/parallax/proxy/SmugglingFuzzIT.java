package dev.parallax.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.proxy.MutatedRequests.Originals;
import dev.parallax.proxy.StrictRequestReader.Request;
import dev.parallax.proxy.StrictRequestReader.Violation;
import dev.parallax.recorder.raw.RawExchange;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Sends changed requests of the table through the proxy. Of each it holds that the proxy answers or
 * closes in time; that what reaches the upstream is strictly valid, is what the proxy says that it
 * passed on, and is what a strict reader makes of the bytes that were sent, in the same order; and
 * that it makes no difference in which pieces they arrive.
 *
 * <p>A failure names the seed and spells the bytes, to be added to the table. {@code
 * -Dsmuggling.cases=5000 -Dsmuggling.seed=…} looks further.
 */
@ExtendWith(FailOnLeak.class)
class SmugglingFuzzIT {

  private static final int WORKERS = 16;
  private static final int CASES_PER_WORKER = Integer.getInteger("smuggling.cases", 200);
  private static final long FIRST_SEED = Long.getLong("smuggling.seed", 0);

  /** Ends the connection if it is taken for the request that it is. */
  private static final String LAST =
      "GET /last HTTP/1.1\r\nHost: last\r\nConnection: close\r\n\r\n";

  private static final Pattern ANSWERS = Pattern.compile("(200 )*(200|4\\d\\d|501|505)?");
  private static final Pattern ADDED =
      Pattern.compile(
          "(x-forwarded-(for|proto|host)|via|host|content-length|transfer-encoding|te|connection):.*",
          Pattern.DOTALL);

  /** What one run of a case showed. */
  private record Outcome(String statuses, List<String> arrived) {}

  @Test
  void forwardsNothingButWhatWasReadByTheLetter() throws Exception {
    Originals originals = Originals.of(WireTable.read("smuggled-requests.txt"));
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      List<Callable<Integer>> work = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        long firstSeed = FIRST_SEED + (long) worker * CASES_PER_WORKER;
        work.add(() -> run(originals, firstSeed));
      }
      int refused = 0;
      for (Future<Integer> done : workers.invokeAll(work)) {
        refused += done.get();
      }
      // Else there is little that could have gone wrong.
      int cases = WORKERS * CASES_PER_WORKER;
      assertThat(refused).isBetween(cases / 4, cases * 3 / 4);
    }
  }

  /** How many of its cases end with a request that is not served. */
  private static int run(Originals originals, long firstSeed) throws Exception {
    int refused = 0;
    try (Target target = new Target()) {
      for (long seed = firstSeed; seed < firstSeed + CASES_PER_WORKER; seed++) {
        MutatedRequests mutated = new MutatedRequests(originals, seed);
        String sent = mutated.next() + LAST;
        int[] cuts = mutated.cuts(sent);
        try {
          Outcome whole = target.send(sent, new int[0]);
          assertThat(target.send(sent, cuts)).as("in pieces").isEqualTo(whole);
          refused += whole.statuses().endsWith("200") ? 0 : 1;
        } catch (Exception | AssertionError e) {
          throw new AssertionError("seed %d: %s".formatted(seed, WireTable.spelled(sent)), e);
        }
      }
      assertThat(target.send(LAST, new int[0]).arrived()).hasSize(1);
      target.assertSettled();
    }
    return refused;
  }

  /** A proxy and its upstream. */
  private static final class Target implements AutoCloseable {

    private final StrictUpstream upstream = new StrictUpstream();
    private final RecordingCapture capture = new RecordingCapture();
    private final ProxyServer proxy;

    Target() throws IOException {
      proxy =
          ProxyServer.start(
              ProxyFixture.settings(
                  upstream.uri(), t -> SmugglingIT.tune(t, Duration.ofMillis(700))),
              capture);
    }

    Outcome send(String sent, int[] cuts) throws Exception {
      String statuses;
      try (Wire client = Wire.to(proxy.address())) {
        int from = 0;
        for (int cut : cuts) {
          client.sendInPieces(sent.substring(from, cut), Integer.MAX_VALUE);
          from = cut;
        }
        client.sendInPieces(sent.substring(from), Integer.MAX_VALUE);
        statuses = SmugglingIT.statuses(client.readAll());
      }
      assertThat(upstream.violations()).isEmpty();
      assertThat(statuses).matches(ANSWERS);
      List<Request> arrived = upstream.take();
      assertThat(statuses.split("200", -1)).hasSize(arrived.size() + 1);
      assertThat(said(capture.take())).isEqualTo(arrived.stream().map(Target::gist).toList());
      assertReadTheSame(sent, arrived);
      return new Outcome(statuses, arrived.stream().map(Target::meaning).toList());
    }

    /** What the proxy says that it passed on. */
    private static List<String> said(List<RawExchange> exchanges) {
      return exchanges.stream()
          .filter(exchange -> exchange.failure() == null)
          .map(RawExchange::request)
          .map(
              request ->
                  gist(
                      request.method(),
                      request.target(),
                      new String(request.body().content(), StandardCharsets.ISO_8859_1)))
          .toList();
    }

    /** All but where its chunks end, which is by the segments that they came in. */
    private static String meaning(Request request) {
      return gist(request) + ' ' + request.fields() + ' ' + request.trailers();
    }

    private static String gist(Request request) {
      return gist(request.method(), request.target(), request.body());
    }

    private static String gist(String method, String target, String body) {
      return WireTable.spelled(method + " " + target + " " + body);
    }

    /** Nothing came late. */
    void assertSettled() throws Exception {
      proxy.close();
      upstream.join();
      assertThat(upstream.take()).isEmpty();
      assertThat(upstream.violations()).isEmpty();
      capture.assertSettled();
    }

    @Override
    public void close() throws IOException {
      proxy.close();
      upstream.close();
    }
  }

  private static void assertReadTheSame(String sent, List<Request> arrived) throws IOException {
    StrictRequestReader reader =
        new StrictRequestReader(
            new ByteArrayInputStream(sent.getBytes(StandardCharsets.ISO_8859_1)), false);
    for (Request request : arrived) {
      Request read;
      try {
        read = Objects.requireNonNull(reader.next(), "nothing more was sent");
      } catch (Violation | EOFException e) {
        throw new AssertionError("forwarded what is not a request: " + gist(request), e);
      }
      assertThat(gist(request)).isEqualTo(gist(inOriginForm(read)));
      assertThat(read.trailers()).containsAll(request.trailers());
      List<String> fields = new ArrayList<>(request.fields());
      fields.removeAll(read.fields());
      assertThat(fields).allMatch(field -> ADDED.matcher(field).matches());
    }
  }

  private static String gist(Request request) {
    return Target.gist(request);
  }

  private static Request inOriginForm(Request request) {
    String path = request.target().replaceFirst("(?i)^https?://[^/?]*", "");
    if (path.isEmpty()) {
      path = request.method().equals("OPTIONS") ? "*" : "/";
    }
    return new Request(
        request.method(),
        path.startsWith("?") ? "/" + path : path,
        request.fields(),
        request.body(),
        request.trailers(),
        request.raw());
  }
}
