package dev.parallax.replayer.correlate;

import dev.parallax.proto.Deployment;
import dev.parallax.proto.Exchange;
import dev.parallax.proto.Sanitisation.Mode;
import dev.parallax.proto.Selection;
import dev.parallax.recorder.raw.RawExchange;
import dev.parallax.recorder.sanitize.Provenance;
import dev.parallax.recorder.sanitize.PseudonymKey;
import dev.parallax.recorder.sanitize.SanitisePolicy;
import dev.parallax.recorder.sanitize.Sanitiser;
import dev.parallax.replayer.correlate.PlantedClient.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What clients of a planted service did, sanitised as a proxy would have; in order of start.
 *
 * @param truths what the requests hang on, each place by its first words
 */
public record PlantedRecording(List<Exchange> exchanges, List<Truth> truths) {

  private static final List<String> PATHS =
      List.of(
          "/welcome",
          "/articles/{id}",
          "/reviews",
          "/nonce",
          "/graph",
          "/me",
          "/catalogue",
          "/tracking",
          "/shipments/{id}",
          "/parcels/{id}",
          "/returns/{id}");

  public static PlantedRecording of(long seed, int clients, Mode mode) {
    PlantedService service = new PlantedService(seed);
    List<RawExchange> raw = new ArrayList<>();
    List<Truth> truths = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      PlantedClient client = new PlantedClient(service, i, seed);
      client.run();
      raw.addAll(client.recorded());
      truths.addAll(client.truths());
    }
    raw.sort(Comparator.comparing(RawExchange::startedAt).thenComparing(RawExchange::id));
    Sanitiser sanitiser =
        new Sanitiser(new SanitisePolicy(mode, List.of(), PATHS), PseudonymKey.of(key(seed)));
    Provenance provenance =
        new Provenance(
            "shop",
            Deployment.getDefaultInstance(),
            Selection.newBuilder().setProbability(1).build());
    return new PlantedRecording(
        raw.stream().map(one -> sanitiser.exchange(one, provenance).event()).toList(), truths);
  }

  private static byte[] key(long seed) {
    byte[] key = new byte[32];
    key[0] = (byte) seed;
    return key;
  }
}
