package dev.parallax.bench.leak.run;

import dev.parallax.bench.leak.place.Cell.Policy;
import dev.parallax.bench.leak.run.ProxyRun.Log;
import dev.parallax.bench.leak.utility.Utility;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** {@code script/bench leak [VALUES]}: 1 if anything leaks that is not known to. */
public final class LeakBench {

  private static final long SEED = 20_261;
  private static final int DOCUMENTS = 200;
  private static final int BLINDED_VALUES = 5;

  /** The spool holds the bytes that Kafka would. */
  private static final int SPOOLED_VALUES = 4;

  private static final int TOLD_EACH = 2_000;

  private LeakBench() {}

  /**
   * @param args values of each cell, and a directory for what the run leaves
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int values = Integer.parseInt(args[0]);
    Path directory = Files.createDirectories(Path.of(args[1]));
    LeakRun run = new LeakRun(directory, SEED, LeakBench::told);
    for (Policy policy : Policy.values()) {
      run.plant(policy, Log.FILE, values);
      run.plant(policy, Log.KAFKA, values);
      run.plant(policy, Log.SPOOL, Math.min(SPOOLED_VALUES, values));
    }
    List<String> idle = new ArrayList<>();
    List<String> blinded = new ArrayList<>();
    for (String family : Blinded.kinds().keySet().stream().sorted().toList()) {
      Tallies without = run.blinded(List.of(family), BLINDED_VALUES);
      long turned = without.redBeyond(run.tallies(), family);
      blinded.add(
          "without %s: %d of %d cells turn red"
              .formatted(Blinded.kinds().get(family), turned, without.byCell().size()));
      if (turned == 0) {
        idle.add(family);
      }
    }
    Utility utility = run.utility(Math.min(DOCUMENTS, values));
    KnownFailing known = KnownFailing.read();
    Verdict verdict = Verdict.of(run.tallies(), known);
    Files.write(directory.resolve("cells.tsv"), Tables.cells(run.tallies()));
    Files.write(directory.resolve("leaking.txt"), Tables.leaking(run.tallies()));
    Tables.groups(run.tallies()).forEach(System.out::println);
    System.out.println();
    utility.shares().forEach((what, share) -> System.out.println(what + ": " + share));
    System.out.println();
    blinded.forEach(System.out::println);
    System.out.println();
    utility.broken().stream().limit(20).forEach(System.out::println);
    tell("Not recorded, so that nothing follows", verdict.unrecorded());
    tell("On the wire and not found there, so that nothing follows", verdict.unseen());
    tell("Known to leak, and does not: to be taken off the list", verdict.healed());
    tell("Detectors that make no difference, where they are switched off", idle);
    tell("LEAKS", verdict.leaks());
    System.out.printf(
        "%n%d MiB searched; %d cells are known to leak; every cell: %s%n",
        run.tallies().bytes() >> 20, known.reasons().size(), directory.resolve("cells.tsv"));
    System.exit(verdict.isGood() && idle.isEmpty() ? 0 : 1);
  }

  private static void tell(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      System.out.printf("%n%s: %d%n", heading, lines.size());
      lines.forEach(line -> System.out.println("  " + line));
    }
  }

  private static IntConsumer told(String what, int of) {
    System.err.printf("leak: %s: %d values%n", what, of);
    AtomicInteger sent = new AtomicInteger();
    return _ -> {
      int now = sent.incrementAndGet();
      if (now % TOLD_EACH == 0) {
        System.err.printf("leak: %s: %d of %d sent%n", what, now, of);
      }
    };
  }
}
