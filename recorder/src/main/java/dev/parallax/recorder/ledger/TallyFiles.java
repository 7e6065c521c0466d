package dev.parallax.recorder.ledger;

import dev.parallax.recorder.raw.ExchangeId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where tallies of recorders are, that of this process and those of earlier ones. */
public final class TallyFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TallyFiles.class);
  private static final String SUFFIX = ".ledger";

  private final @Nullable Path directory;

  private TallyFiles(@Nullable Path directory) {
    this.directory = directory;
  }

  /** Nowhere: what a killed process knew is gone with it. */
  public static TallyFiles none() {
    return new TallyFiles(null);
  }

  /**
   * @param directory exists, and is this process's alone
   */
  public static TallyFiles in(Path directory) {
    return new TallyFiles(directory);
  }

  /** That of this process; in memory alone where no file can be made, which is warned of. */
  public Tally create(String service, String recorder, Instant start) {
    if (directory == null) {
      return Tally.inMemory();
    }
    String process = recorder.substring(recorder.lastIndexOf('/') + 1);
    try {
      return Tally.create(directory.resolve(process + SUFFIX), service, recorder, start);
    } catch (IOException e) {
      warn("if this process is killed, the ledger will not know what it saw last", e);
      return Tally.inMemory();
    }
  }

  /** Of earlier processes, those that owe the log their last entry. */
  public List<LeftTally> left(Instant now) {
    List<LeftTally> left = new ArrayList<>();
    if (directory != null) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
        for (Path file : files) {
          LeftTally.read(file, ExchangeId.create(now, new SplittableRandom())).ifPresent(left::add);
        }
      } catch (IOException e) {
        warn("what an earlier process left of the ledger could not be read", e);
      }
    }
    return left;
  }

  private static void warn(String sentence, IOException e) {
    LOG.atWarn().addKeyValue("error", e.getMessage()).log(sentence);
  }
}
